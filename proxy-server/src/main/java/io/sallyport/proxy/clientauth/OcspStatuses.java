package io.sallyport.proxy.clientauth;

import io.sallyport.config.model.OcspSettings;
import io.sallyport.tls.credential.OcspResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What a listener knows of certificates by OCSP: asks who is responsible, once for all that wait for the same answer, and
/// remembers what it was told. Thread-safe.
public final class OcspStatuses {
    /// For how long it is remembered that there was no answer, or that the responder did not know the certificate: so that
    /// clients that try again do not each wait for a responder that is down, nor bring it down.
    private static final Duration WITHOUT = Duration.ofSeconds(10);

    private final OcspSettings settings;
    private final Duration clockSkew;
    private final OcspTransport transport;
    private final OcspListener listener;
    private final InstantSource clock;
    private final OcspCache cache = new OcspCache();
    private final ConcurrentMap<OcspQuestion.Key, CompletableFuture<OcspAnswer>> underWay =
            new ConcurrentHashMap<>();

    /// @param clockSkew by how much an answer may be out of its time
    /// @param listener hears of each request
    public OcspStatuses(
            OcspSettings settings,
            Duration clockSkew,
            OcspTransport transport,
            OcspListener listener,
            InstantSource clock) {
        this.settings = settings;
        this.clockSkew = clockSkew;
        this.transport = transport;
        this.listener = listener;
        this.clock = clock;
    }

    /// What is known without asking.
    Optional<OcspAnswer> known(OcspQuestion question) {
        return cache.find(question.key(), clock.instant());
    }

    /// Takes what a client stapled to its certificate, if it is a good answer to the question, and not older than answers
    /// may get here: the client chooses which one it shows. What is known already counts more.
    void offer(OcspQuestion question, OcspResponse stapled) {
        if (known(question).filter(OcspAnswer.Status.class::isInstance).isPresent()) {
            return;
        }
        try {
            OcspAnswer.Status status = verification(question).verify(stapled.encoded(), null);
            Instant until = until(status, status.thisUpdate());
            if (status.result() != OcspResult.UNKNOWN && clock.instant().isBefore(until)) {
                cache.put(question.key(), status, until);
            }
        } catch (OcspFaultException _) {
            // the responder will be asked
        }
    }

    /// Asks, unless somebody is asking already.
    ///
    /// @param workers where answers are verified
    /// @return never fails
    CompletableFuture<OcspAnswer> ask(OcspQuestion question, Executor workers) {
        Optional<URI> responder = settings.responder().or(() -> OcspResponder.of(question));
        if (responder.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new OcspAnswer.None(
                            OcspResult.UNREACHABLE,
                            "it names no OCSP responder that can be asked, and none is configured"));
        }
        CompletableFuture<OcspAnswer> answer = new CompletableFuture<>();
        CompletableFuture<OcspAnswer> before = underWay.putIfAbsent(question.key(), answer);
        if (before != null) {
            return before;
        }
        long start = System.nanoTime();
        ask(question, responder.get(), workers)
                .whenComplete((told, failure) -> {
                    OcspAnswer known = failure == null ? told : ended();
                    listener.asked(result(known), Duration.ofNanos(System.nanoTime() - start));
                    cache.put(question.key(), known, until(known, clock.instant()));
                    underWay.remove(question.key());
                    answer.complete(known);
                });
        return answer;
    }

    private CompletableFuture<OcspAnswer> ask(
            OcspQuestion question, URI responder, Executor workers) {
        OcspRequest request = OcspRequest.of(question, settings.nonce());
        return transport
                .post(responder, request.encoded(), settings.timeout())
                .handleAsync(
                        (body, failure) ->
                                body == null
                                        ? none(responder, failure)
                                        : read(question, responder, body, request.nonce()),
                        workers);
    }

    private OcspAnswer read(
            OcspQuestion question, URI responder, byte[] body, byte @Nullable [] nonce) {
        try {
            return verification(question).verify(body, nonce);
        } catch (OcspFaultException e) {
            return none(responder, e);
        }
    }

    private OcspVerification verification(OcspQuestion question) {
        return new OcspVerification(
                question, new Validity(clock.instant(), clockSkew), settings.maxAge());
    }

    private static OcspAnswer none(URI responder, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof OcspFaultException fault
                ? new OcspAnswer.None(
                        fault.result(),
                        "the OCSP responder "
                                + responder.toASCIIString()
                                + " "
                                + fault.getMessage())
                : ended();
    }

    /// The proxy ends, and who would have worked on the answer has done so.
    private static OcspAnswer ended() {
        return new OcspAnswer.None(OcspResult.UNREACHABLE, "nobody is asked any more");
    }

    private static OcspResult result(OcspAnswer answer) {
        return switch (answer) {
            case OcspAnswer.Status status -> status.result();
            case OcspAnswer.None none -> none.result();
            case OcspAnswer.NotAsked _ -> throw new IllegalStateException("nobody was asked");
        };
    }

    /// For how long an answer is remembered.
    ///
    /// @param from when it was new
    private Instant until(OcspAnswer answer, Instant from) {
        if (!(answer instanceof OcspAnswer.Status status)
                || status.result() == OcspResult.UNKNOWN) {
            return from.plus(WITHOUT);
        }
        Instant oldest = from.plus(settings.maxAge());
        Instant next = status.nextUpdate();
        return next == null || oldest.isBefore(next) ? oldest : next;
    }
}
