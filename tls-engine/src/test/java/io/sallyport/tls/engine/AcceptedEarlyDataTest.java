package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ClientTicket;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.resumption.EarlyDataAcceptance;
import io.sallyport.tls.resumption.ReplayVerdict;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.StrikeRegister;
import io.sallyport.tls.resumption.TicketKeyRing;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import io.sallyport.tls.testing.TrackingCrypto;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Early data is taken once, from those whose ticket allows it, and before their Finished (RFC 9846, sections 2.3,
/// 4.3.10 and 8).
class AcceptedEarlyDataTest {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int MOST = 1000;
    private static final EarlyDataAcceptance TERMS =
            new EarlyDataAcceptance(MOST, Duration.ofSeconds(10));
    private static final byte[] GET = "GET /".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "here".getBytes(StandardCharsets.US_ASCII);

    private final Tls12Server.Clock clock = new Tls12Server.Clock();
    private final ServerConfiguration configuration =
            TestServer.CONFIGURATION.withResumption(tickets().withEarlyData(TERMS));

    @Test
    void isThereBeforeTheHandshakeIsOver() {
        ScriptedClient client = again(ticket());
        TestServer server = client.server();

        client.sendHello().sendEarly(GET);

        assertThat(server.progress()).isInstanceOf(Progress.EarlyEstablished.class);
        assertThat(server.received()).isEqualTo(GET);
        assertThat(server.connection().isConfirmed()).isFalse();
        assertThat(server.connection().session().kind()).isEqualTo(HandshakeKind.EARLY_DATA);
        assertThat(server.events(TlsEvent.HandshakeCompleted.class)).isEmpty();

        client.endEarlyData().sendFinished().send(new byte[] {1});

        assertThat(server.connection().isConfirmed()).isTrue();
        assertThat(server.received()).isEqualTo(ScriptedClient.join(GET, new byte[] {1}));
        assertThat(server.events(TlsEvent.HandshakeCompleted.class)).hasSize(1);
        assertOffered(server, null);
    }

    @Test
    void isAnsweredBeforeTheHandshakeIsOver() {
        ScriptedClient client = again(ticket()).sendHello().sendEarly(GET);

        client.take(client.server().send(ANSWER));

        assertThat(client.flights().received()).isEqualTo(ANSWER);
        assertThat(client.flights().isEarlyDataAccepted()).isTrue();
        client.endEarlyData().sendFinished().requireEstablished();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void comesInPiecesOfAnySizeAndTogetherWithTheHello(int pieces) {
        ClientTicket ticket = ticket();
        TestServer server = new TestServer(configuration).inPiecesOf(pieces);
        ScriptedClient client = new ScriptedClient(server).offerEarly(ticket);
        byte[] hello = client.beginHello();

        client.raw(
                ScriptedClient.join(
                        ScriptedClient.record(22, 0x0301, hello),
                        client.sealEarly(ContentType.APPLICATION_DATA, GET),
                        client.sealEarly(ContentType.APPLICATION_DATA, GET)));
        client.endEarlyData().sendFinished().requireEstablished();

        assertThat(server.received()).isEqualTo(ScriptedClient.join(GET, GET));
    }

    @Test
    void mayBeNone() {
        again(ticket()).sendHello().endEarlyData().sendFinished().requireEstablished();
    }

    @Test
    void letsKeysBeChangedAfterwards() {
        ScriptedClient client = again(ticket()).sendHello().endEarlyData().sendFinished();

        client.keyUpdate(true).send(GET).requireEstablished();

        assertThat(client.server().received()).isEqualTo(GET);
        assertThat(client.flights().keyUpdates()).hasSize(1);
    }

    @Test
    @Requirement("RFC 9846, 4.7.1 early data")
    void isAllowedByTicketsOnlyWhereItIsTaken() {
        ServerConfiguration without = TestServer.CONFIGURATION.withResumption(tickets());
        ScriptedClient client = new ScriptedClient(new TestServer(without)).takingTickets();

        assertThat(ticket().maximumEarlyData()).isEqualTo(MOST);
        assertThat(client.handshake().flights().tickets().getFirst().maximumEarlyData()).isZero();
    }

    @Test
    @Requirement("RFC 9846, 8.2 once")
    void isTakenOnceHoweverOftenItComes() {
        StrikeRegister register = new StrikeRegister(16, TERMS.memory(), clock);
        clock.advance(TERMS.memory());
        ClientTicket ticket = ticket();
        ScriptedClient first = remembering(register, ticket).sendHello().sendEarly(GET);
        ScriptedClient second = remembering(register, ticket).sendHello().sendEarly(GET);

        assertThat(first.server().received()).isEqualTo(GET);
        assertThat(second.server().received()).isEmpty();
        assertOffered(second.server(), EarlyDataRefusal.REPLAYED);
        second.sendFinished().requireEstablished();
        assertThat(second.server().connection().session().kind()).isEqualTo(HandshakeKind.RESUMED);
    }

    @Test
    void isSkippedIfNobodyKnowsWhetherItIsFresh() {
        ScriptedClient client =
                new ScriptedClient(
                                new TestServer(configuration)
                                        .knowingHellos(_ -> ReplayVerdict.UNKNOWN))
                        .offerEarly(ticket());

        assertRefused(client, EarlyDataRefusal.REPLAY_UNKNOWN, HandshakeKind.RESUMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-11, 11})
    @Requirement("RFC 9846, 8.3 age")
    void isSkippedIfTheHelloIsLateOrTooEarly(int seconds) {
        ClientTicket ticket = ticket();
        clock.advance(Duration.ofMinutes(1));

        assertRefused(
                again(ticket).claimingAge(Duration.ofSeconds(60 + seconds)),
                EarlyDataRefusal.AGE_SKEW,
                HandshakeKind.RESUMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 0, 10})
    void isTakenIfTheAgeIsNearlyRight(int seconds) {
        ClientTicket ticket = ticket();
        clock.advance(Duration.ofMinutes(1));
        ScriptedClient client = again(ticket).claimingAge(Duration.ofSeconds(60 + seconds));

        client.sendHello().sendEarly(GET);

        assertThat(client.server().received()).isEqualTo(GET);
    }

    @Test
    @Requirement("RFC 9846, 4.3.10 suite")
    void isSkippedUnderAnotherSuite() {
        ScriptedClient client = again(ticket());
        client.hello().cipherSuites(0x1303);

        assertRefused(client, EarlyDataRefusal.CIPHER_SUITE_DIFFERS, HandshakeKind.RESUMED);
    }

    @Test
    @Requirement("RFC 9846, 4.3.10 first")
    void isSkippedWithASecondTicket() {
        ClientTicket ticket = ticket();
        ScriptedClient client = again(ticket).offer(ticket.withTicket(new byte[100]), ticket);

        assertRefused(client, EarlyDataRefusal.NOT_THE_FIRST_TICKET, HandshakeKind.RESUMED);
    }

    @Test
    void isSkippedWithATicketOfSomebodyElse() {
        assertRefused(
                again(ticket().withTicket(new byte[100])),
                EarlyDataRefusal.NOT_RESUMED,
                HandshakeKind.FULL);
    }

    @Test
    void isSkippedWithATicketFromBeforeItWasTaken() {
        Resumption shared = tickets();
        ServerConfiguration before = TestServer.CONFIGURATION.withResumption(shared);
        ServerConfiguration after =
                TestServer.CONFIGURATION.withResumption(shared.withEarlyData(TERMS));
        ClientTicket ticket =
                new ScriptedClient(new TestServer(before))
                        .takingTickets()
                        .handshake()
                        .flights()
                        .tickets()
                        .getFirst();

        assertRefused(
                new ScriptedClient(new TestServer(after)).offerEarly(ticket),
                EarlyDataRefusal.NOT_ALLOWED,
                HandshakeKind.RESUMED);
    }

    @Test
    void isSkippedWhereItIsNotTakenAnyMore() {
        Resumption shared = tickets();
        ClientTicket ticket =
                ticket(TestServer.CONFIGURATION.withResumption(shared.withEarlyData(TERMS)));

        assertRefused(
                new ScriptedClient(new TestServer(TestServer.CONFIGURATION.withResumption(shared)))
                        .offerEarly(ticket),
                EarlyDataRefusal.NOT_ALLOWED,
                HandshakeKind.RESUMED);
    }

    @Test
    void isSkippedAfterARetry() {
        ScriptedClient client = again(ticket());
        client.hello().shares();
        client.sendHello().sendEarly(GET);
        client.followRetry().sendHello().sendFinished().requireEstablished();

        assertThat(client.server().received()).isEmpty();
        assertOffered(client.server(), EarlyDataRefusal.HELLO_RETRY_REQUEST);
        assertThat(client.server().connection().session().kind()).isEqualTo(HandshakeKind.RESUMED);
    }

    @Test
    @Requirement("RFC 9846, 4.7.1 most early data")
    void endsTheConnectionIfThereIsMoreThanTheTicketAllows() {
        ScriptedClient client = again(ticket()).sendHello().sendEarly(new byte[MOST]);
        assertThat(client.server().failure()).isNull();

        client.sendEarly(new byte[1]);

        assertFailed(
                client,
                new TlsFailure.Misbehaved(PeerMisbehaved.SENT_TOO_MUCH_EARLY_DATA),
                HandshakePhase.EARLY_DATA);
    }

    @Test
    @Requirement("RFC 9846, 4.3.10 unreadable")
    void endsTheConnectionIfItCannotBeRead() {
        ScriptedClient client = again(ticket()).sendHello();

        client.sendPlain(ContentType.APPLICATION_DATA, new byte[50]);

        assertFailed(client, new TlsFailure.BadRecordMac(), HandshakePhase.EARLY_DATA);
    }

    @Test
    void hasToBeEndedBeforeTheFinished() {
        ScriptedClient client = again(ticket()).sendHello();

        client.raw(client.sealEarly(ContentType.HANDSHAKE, client.finished()));

        assertThat(client.server().failure()).isInstanceOf(TlsFailure.UnexpectedMessage.class);
        assertThat(client.alerts()).containsExactly(AlertDescription.UNEXPECTED_MESSAGE);
    }

    @Test
    void endsTheConnectionIfItGoesOnAfterItsEnd() {
        ScriptedClient client = again(ticket()).sendHello().endEarlyData();

        client.send(GET);

        assertThat(client.server().failure()).isInstanceOf(TlsFailure.UnexpectedMessage.class);
        assertThat(client.server().received()).isEmpty();
        assertThat(client.alerts()).containsExactly(AlertDescription.UNEXPECTED_MESSAGE);
    }

    @Test
    void endsTheConnectionIfItsEndHasContent() {
        ScriptedClient client = again(ticket()).sendHello();

        client.raw(
                client.sealEarly(
                        ContentType.HANDSHAKE,
                        Hello.message(HandshakeType.END_OF_EARLY_DATA, new byte[1])));

        assertThat(client.alerts()).containsExactly(AlertDescription.DECODE_ERROR);
    }

    @Test
    void endsTheConnectionIfTheFinishedIsWrong() {
        ScriptedClient client = again(ticket()).sendHello().sendEarly(GET).endEarlyData();

        client.send(ContentType.HANDSHAKE, hex("14000020" + "00".repeat(32)));

        assertFailed(
                client,
                new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INCORRECT_FINISHED),
                HandshakePhase.CLIENT_FINISHED);
        assertThat(client.server().events(TlsEvent.HandshakeCompleted.class)).isEmpty();
    }

    @Test
    void anEndWithoutABeginningIsUnexpected() {
        ScriptedClient client = new ScriptedClient(new TestServer(configuration)).sendHello();

        client.send(
                ContentType.HANDSHAKE, Hello.message(HandshakeType.END_OF_EARLY_DATA, new byte[0]));

        assertThat(client.server().failure()).isInstanceOf(TlsFailure.UnexpectedMessage.class);
    }

    static Stream<String> ends() {
        return ENDS.keySet().stream();
    }

    private static final Map<String, Consumer<ScriptedClient>> ENDS =
            Map.of(
                    "while nobody has said whether it is fresh",
                    c -> c.server().engine().close(),
                    "closed by the client amid early data",
                    c -> c.sendEarly(GET).server().connection().close(),
                    "bad early data",
                    c -> c.sendPlain(ContentType.APPLICATION_DATA, new byte[50]),
                    "closed between its end and the Finished",
                    c -> c.endEarlyData().server().connection().close(),
                    "closed after the Finished",
                    c -> c.endEarlyData().sendFinished().server().connection().close());

    @ParameterizedTest
    @MethodSource("ends")
    void leavesNoSecretBehind(String end) {
        ClientTicket ticket = ticket();
        again(ticket).sendHello();
        TrackingCrypto crypto = new TrackingCrypto(TestServer.CRYPTO);
        TestServer server = new TestServer(crypto, configuration, EngineLimits.DEFAULT);
        ScriptedClient client = new ScriptedClient(server).offerEarly(ticket);
        if (end.startsWith("while")) {
            server.knowingHellos(_ -> {
                server.engine().close();
                return ReplayVerdict.FRESH;
            });
            assertThatIllegalStateException().isThrownBy(client::sendHello);
        } else {
            ENDS.get(end).accept(client.sendHello());
        }

        assertThat(crypto.secretsAlive()).isEmpty();
        assertThat(crypto.aeadsOpen()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void isAskedForAtTheRightMomentOnly(ReplayVerdict verdict) {
        TestServer server = new TestServer(configuration);

        assertThatIllegalStateException()
                .isThrownBy(() -> server.engine().replayChecked(verdict))
                .withMessage("replayChecked in CLIENT_HELLO (expected: REPLAY_CHECK)");
    }

    private Resumption tickets() {
        return new Resumption(
                new TicketKeyRing(TestServer.CRYPTO, LIFETIME, clock), null, LIFETIME, clock);
    }

    private ClientTicket ticket() {
        return ticket(configuration);
    }

    private static ClientTicket ticket(ServerConfiguration configuration) {
        return new ScriptedClient(new TestServer(configuration))
                .takingTickets()
                .handshake()
                .requireEstablished()
                .flights()
                .tickets()
                .getFirst();
    }

    private ScriptedClient again(ClientTicket ticket) {
        return new ScriptedClient(new TestServer(configuration)).offerEarly(ticket);
    }

    private ScriptedClient remembering(StrikeRegister register, ClientTicket ticket) {
        return new ScriptedClient(
                        new TestServer(configuration)
                                .knowingHellos(check -> register.strike(check.id())))
                .offerEarly(ticket)
                .claimingAge(Duration.ZERO);
    }

    private static void assertRefused(
            ScriptedClient client, EarlyDataRefusal why, HandshakeKind kind) {
        client.sendHello().sendEarly(GET).sendFinished().requireEstablished();
        assertThat(client.flights().isEarlyDataAccepted()).isFalse();
        assertThat(client.server().received()).isEmpty();
        assertThat(client.server().connection().session().kind()).isEqualTo(kind);
        assertOffered(client.server(), why);
    }

    private static void assertOffered(TestServer server, @Nullable EarlyDataRefusal refusal) {
        assertThat(server.events(TlsEvent.EarlyDataOffered.class))
                .containsExactly(new TlsEvent.EarlyDataOffered(refusal));
    }

    private static void assertFailed(
            ScriptedClient client, TlsFailure failure, HandshakePhase phase) {
        assertThat(client.server().failure()).isEqualTo(failure);
        assertThat(client.alerts()).containsExactly(failure.alert().orElseThrow());
        assertThat(client.server().events(TlsEvent.ConnectionFailed.class))
                .containsExactly(new TlsEvent.ConnectionFailed(phase, failure));
    }
}
