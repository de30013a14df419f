package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.OcspFailure;
import io.sallyport.config.model.OcspScope;
import io.sallyport.config.model.OcspSettings;
import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.tls.credential.OcspResponse;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is asked, and for how long answers are remembered, on a clock that is set by hand.
@Timeout(60)
class OcspStatusesTest {
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration WITHOUT = Duration.ofSeconds(10);

    private final BlockingQueue<OcspResult> told = new LinkedBlockingQueue<>();
    private final OcspTransport transport = new OcspTransport();
    private volatile Instant now = Instant.now();
    private OcspServer responder;
    private OcspStatuses statuses;

    @BeforeEach
    void start() throws IOException {
        responder = OcspServer.start();
        statuses =
                new OcspStatuses(
                        new OcspSettings(
                                OcspScope.LEAF,
                                Optional.of(URI.create(responder.url())),
                                OcspFailure.REFUSE,
                                Duration.ofSeconds(30),
                                MAX_AGE,
                                false),
                        Duration.ofMinutes(1),
                        transport,
                        (result, _) -> told.add(result),
                        () -> now);
        answer(Duration.ofDays(1));
    }

    @AfterEach
    void stop() {
        responder.close();
        transport.close();
    }

    @Test
    void asksOnceForAllThatWaitForTheSameAnswer() {
        OcspQuestion question = question();
        responder.hold();

        CompletableFuture<OcspAnswer> one = ask(question);
        CompletableFuture<OcspAnswer> other =
                ask(new OcspQuestion(question.certificate(), Authorities.ROOT.certificate()));
        responder.release();

        assertThat(one.join()).isSameAs(other.join());
        assertThat(responder.requests()).isEqualTo(1);
        assertThat(told).containsExactly(OcspResult.GOOD);
    }

    @Test
    void doesNotTakeTheAnswerOfOneCaForThatOfItsNamesake() {
        X509Certificate certificate = question().certificate();
        ask(new OcspQuestion(certificate, Authorities.ROOT.certificate())).join();

        assertThat(
                        statuses.known(
                                new OcspQuestion(certificate, Authorities.NAMESAKE.certificate())))
                .isEmpty();
    }

    @Test
    void remembersAnAnswerForAsLongAsItIsTold() {
        OcspQuestion question = question();
        ask(question).join();

        assertKnownFor(question, MAX_AGE);
    }

    @Test
    void remembersNoAnswerForLongerThanItIsValid() {
        answer(Duration.ofMinutes(10));
        OcspQuestion question = question();
        OcspAnswer.Status status = (OcspAnswer.Status) ask(question).join();

        assertKnownFor(question, Duration.between(now, status.nextUpdate()));
    }

    @Test
    void remembersForAWhileThatThereWasNoAnswer() {
        responder.answeringStatus(500);
        OcspQuestion question = question();
        ask(question).join();

        assertKnownFor(question, WITHOUT);
    }

    @Test
    void remembersForAWhileThatACertificateWasNotKnown() {
        responder.answering(q -> TestOcsp.by(Authorities.ROOT, q.about()).unknown().encoded());
        OcspQuestion question = question();
        ask(question).join();

        assertKnownFor(question, WITHOUT);
    }

    @Test
    void takesAStapleForAsLongAsItIsNotTooOld() {
        OcspQuestion question = question();
        Duration age = Duration.ofMinutes(40);
        byte[] stapled =
                TestOcsp.by(Authorities.ROOT, question.certificate())
                        .valid(age.negated(), Duration.ofDays(1))
                        .encoded();

        statuses.offer(question, new OcspResponse(stapled));

        OcspAnswer.Status status = (OcspAnswer.Status) statuses.known(question).orElseThrow();
        assertKnownFor(question, Duration.between(now, status.thisUpdate().plus(MAX_AGE)));
    }

    @Test
    void takesAStapleInPlaceOfNoAnswer() {
        responder.answeringStatus(500);
        OcspQuestion question = question();
        ask(question).join();

        statuses.offer(
                question,
                new OcspResponse(TestOcsp.by(Authorities.ROOT, question.certificate()).encoded()));

        assertThat(statuses.known(question)).get().isInstanceOf(OcspAnswer.Status.class);
    }

    @Test
    void sendsABoundedNumberOfRequestsAtOnceAndTheOthersLater() {
        responder.hold();
        List<CompletableFuture<OcspAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < OcspTransport.MOST_AT_ONCE + 6; i++) {
            answers.add(ask(question()));
        }
        responder.awaitRequests(OcspTransport.MOST_AT_ONCE);
        responder.release();

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.join()).isInstanceOf(OcspAnswer.Status.class));
        assertThat(responder.mostAtOnce()).isEqualTo(OcspTransport.MOST_AT_ONCE);
    }

    private void answer(Duration validity) {
        responder.answering(q ->
                TestOcsp.by(Authorities.ROOT, q.about()).valid(Duration.ZERO, validity).encoded());
    }

    private CompletableFuture<OcspAnswer> ask(OcspQuestion question) {
        return statuses.ask(question, Runnable::run);
    }

    private static OcspQuestion question() {
        return new OcspQuestion(
                ClientPki.client("CN=client", "P-256").issuedBy(Authorities.ROOT).certificate(),
                Authorities.ROOT.certificate());
    }

    private void assertKnownFor(OcspQuestion question, Duration time) {
        now = now.plus(time);
        assertThat(statuses.known(question)).isPresent();
        now = now.plusNanos(1);
        assertThat(statuses.known(question)).isEmpty();
    }
}
