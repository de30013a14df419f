package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.event.TlsEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The meters of one listener, kept at hand so that counting is cheap. Thread-safe.
final class ListenerMeters {
    private static final String NONE = "none";
    private static final String UNKNOWN = "unknown";

    private record HandshakeKey(
            HandshakeOutcome outcome, @Nullable ProtocolVersion version, HandshakeKind kind) {}

    private record FailureKey(FailureReason reason, HandshakePhase phase) {}

    private record ResumptionKey(boolean hit, String cause) {}

    private record SuccessKey(ProtocolVersion version, HandshakeKind kind) {}

    private record Timers(Timer duration, Timer compute) {}

    private final MeterStore store;
    private final String listener;
    private final ParameterMeters parameters;
    private final RequestMeters requests;

    private final CounterFamily<HandshakeKey> handshakes;
    private final CounterFamily<FailureKey> failures;
    private final CounterFamily<RetryCause> retries;
    private final CounterFamily<ResumptionKey> resumptions;
    private final CounterFamily<String> earlyData;
    private final CounterFamily<ClientCertificateResult> clientCertificates;
    private final CounterFamily<FailureReason> dismissed;
    private final CounterFamily<RefusalCause> refused;
    private final CounterFamily<CloseCause> closed;
    private final CounterFamily<String> alertsSent;
    private final CounterFamily<String> alertsReceived;
    private final CounterFamily<Direction> pauses;
    private final Map<SuccessKey, Timers> timers = new ConcurrentHashMap<>();
    private final Map<HandshakePhase, Timer> phases = new ConcurrentHashMap<>();
    private final Counter connections;
    private final Counter bytesIn;
    private final Counter bytesOut;
    private final LongAdder connectionsActive = new LongAdder();
    private final LongAdder handshakesActive = new LongAdder();

    ListenerMeters(MeterStore store, String listener) {
        this.store = store;
        this.listener = listener;
        parameters = new ParameterMeters(store, listener);
        requests = new RequestMeters(store, listener);
        handshakes =
                new CounterFamily<>(key ->
                        counter(
                                ProxyMeter.SALLYPORT_TLS_HANDSHAKES_TOTAL,
                                key.outcome().id(),
                                key.version() == null ? NONE : key.version().label(),
                                key.kind().id()));
        failures =
                new CounterFamily<>(key ->
                        counter(
                                ProxyMeter.SALLYPORT_TLS_HANDSHAKE_FAILURES_TOTAL,
                                key.reason().id(),
                                key.phase().id(),
                                key.reason().side().id()));
        retries =
                new CounterFamily<>(
                        cause -> counter(ProxyMeter.SALLYPORT_TLS_HELLO_RETRIES_TOTAL, cause.id()));
        resumptions =
                new CounterFamily<>(key ->
                        counter(
                                ProxyMeter.SALLYPORT_TLS_RESUMPTIONS_TOTAL,
                                key.hit() ? "hit" : "miss",
                                key.cause()));
        earlyData =
                new CounterFamily<>(key ->
                        counter(
                                ProxyMeter.SALLYPORT_TLS_EARLY_DATA_TOTAL,
                                key.equals(NONE) ? "accepted" : "rejected",
                                key));
        clientCertificates =
                new CounterFamily<>(key ->
                        counter(
                                ProxyMeter.SALLYPORT_TLS_CLIENT_CERTIFICATES_TOTAL,
                                key.kind().id(),
                                key.reason() == null ? NONE : key.reason().id()));
        dismissed =
                new CounterFamily<>(reason ->
                        counter(ProxyMeter.SALLYPORT_TLS_CLIENTS_DISMISSED_TOTAL, reason.id()));
        refused =
                new CounterFamily<>(cause ->
                        counter(ProxyMeter.SALLYPORT_CONNECTIONS_REFUSED_TOTAL, cause.id()));
        closed =
                new CounterFamily<>(cause ->
                        counter(ProxyMeter.SALLYPORT_CONNECTIONS_CLOSED_TOTAL, cause.id()));
        alertsSent = alerts("sent");
        alertsReceived = alerts("received");
        pauses =
                new CounterFamily<>(direction ->
                        counter(ProxyMeter.SALLYPORT_READING_PAUSES_TOTAL, direction.id()));
        connections = counter(ProxyMeter.SALLYPORT_CONNECTIONS_TOTAL);
        bytesIn = counter(ProxyMeter.SALLYPORT_BYTES_TOTAL, Direction.IN.id());
        bytesOut = counter(ProxyMeter.SALLYPORT_BYTES_TOTAL, Direction.OUT.id());
        store.gauge(ProxyMeter.SALLYPORT_CONNECTIONS_ACTIVE, connectionsActive::sum, listener);
        store.gauge(ProxyMeter.SALLYPORT_TLS_HANDSHAKES_ACTIVE, handshakesActive::sum, listener);
        showZeros();
    }

    /// Without these, the first event of a kind would be invisible to `rate()`.
    private void showZeros() {
        for (RefusalCause cause : RefusalCause.values()) {
            refused.of(cause);
        }
        for (CloseCause cause : CloseCause.values()) {
            closed.of(cause);
        }
        for (Direction direction : Direction.values()) {
            pauses.of(direction);
        }
        handshakes.of(
                new HandshakeKey(
                        HandshakeOutcome.SUCCESS, ProtocolVersion.TLS_1_3, HandshakeKind.FULL));
        handshakes.of(new HandshakeKey(HandshakeOutcome.FAILURE, null, HandshakeKind.FULL));
        handshakes.of(new HandshakeKey(HandshakeOutcome.ABANDONED, null, HandshakeKind.FULL));
    }

    void connectionOpened() {
        connections.increment();
        connectionsActive.increment();
    }

    void connectionClosed(CloseCause cause) {
        connectionsActive.decrement();
        closed.increment(cause);
    }

    void connectionRefused(RefusalCause cause) {
        refused.increment(cause);
        if (cause == RefusalCause.TOO_MANY_HANDSHAKES) {
            failed(
                    HandshakeOutcome.FAILURE,
                    FailureReason.TOO_MANY_HANDSHAKES,
                    HandshakePhase.CLIENT_HELLO,
                    HandshakeKind.FULL);
        }
    }

    void bytes(Direction direction, long bytes) {
        (direction == Direction.IN ? bytesIn : bytesOut).increment((double) bytes);
    }

    void readingPaused(Direction direction) {
        pauses.increment(direction);
    }

    void alertSent(AlertDescription description) {
        alertsSent.increment(description.label());
    }

    void alertReceived(int number) {
        AlertDescription description = AlertDescription.find(number);
        alertsReceived.increment(description == null ? UNKNOWN : description.label());
    }

    void http2Failed(String reason) {
        requests.http2Failed(reason);
    }

    void clientDismissed(FailureReason reason) {
        dismissed.increment(reason);
    }

    void tunnelOpened() {
        requests.tunnelOpened();
    }

    void tunnelClosed() {
        requests.tunnelClosed();
    }

    void requestFinished(RequestReport report) {
        requests.finished(report);
    }

    void handshakeStarted() {
        handshakesActive.increment();
    }

    void handshakeFinished(HandshakeReport report) {
        handshakesActive.decrement();
        if (report.clientHello() != null) {
            parameters.offered(report.clientHello());
        }
        if (report.retryCause() != null) {
            retries.increment(report.retryCause());
        }
        if (report.resumption() != null) {
            resumptions.increment(key(report.resumption()));
        }
        if (report.earlyData() != null) {
            EarlyDataRefusal refusal = report.earlyData().refusal();
            earlyData.increment(refusal == null ? NONE : refusal.id());
        }
        ClientCertificateResult.of(report).ifPresent(clientCertificates::increment);
        if (report.session() != null) {
            succeeded(report, report.session());
        } else if (report.reason() != null) {
            failed(report.outcome(), report.reason(), report.phase(), report.kind());
        }
    }

    private static ResumptionKey key(TlsEvent.ResumptionOffered offered) {
        ResumptionMiss miss = offered.miss();
        return miss == null
                ? new ResumptionKey(true, offered.means().id())
                : new ResumptionKey(false, miss.id());
    }

    private void succeeded(HandshakeReport report, NegotiatedSession session) {
        SuccessKey key = new SuccessKey(session.version(), session.kind());
        handshakes.increment(
                new HandshakeKey(HandshakeOutcome.SUCCESS, session.version(), session.kind()));
        parameters.negotiated(session, report.matchedServerName());
        Timers timer = timers.computeIfAbsent(key, this::timers);
        timer.duration().record(report.totalNanos(), TimeUnit.NANOSECONDS);
        timer.compute().record(report.computeNanos(), TimeUnit.NANOSECONDS);
        report.phaseTimes()
                .nanosByPhase()
                .forEach((phase, nanos) -> {
                    if (phase != HandshakePhase.ESTABLISHED) {
                        phases.computeIfAbsent(phase, this::phaseTimer)
                                .record(nanos, TimeUnit.NANOSECONDS);
                    }
                });
    }

    private void failed(
            HandshakeOutcome outcome,
            FailureReason reason,
            HandshakePhase phase,
            HandshakeKind kind) {
        handshakes.increment(new HandshakeKey(outcome, null, kind));
        failures.increment(new FailureKey(reason, phase));
    }

    private Timers timers(SuccessKey key) {
        String version = key.version().label();
        String kind = key.kind().id();
        return new Timers(
                store.histogram(
                        ProxyMeter.SALLYPORT_TLS_HANDSHAKE_DURATION_SECONDS,
                        Buckets.HANDSHAKE,
                        listener,
                        version,
                        kind),
                store.histogram(
                        ProxyMeter.SALLYPORT_TLS_HANDSHAKE_COMPUTE_SECONDS,
                        Buckets.COMPUTE,
                        listener,
                        version,
                        kind));
    }

    private Timer phaseTimer(HandshakePhase phase) {
        return store.histogram(
                ProxyMeter.SALLYPORT_TLS_HANDSHAKE_PHASE_SECONDS,
                Buckets.PHASE,
                listener,
                phase.id());
    }

    private CounterFamily<String> alerts(String direction) {
        return new CounterFamily<>(description ->
                counter(ProxyMeter.SALLYPORT_TLS_ALERTS_TOTAL, direction, description));
    }

    private Counter counter(ProxyMeter meter, String... values) {
        String[] all = new String[values.length + 1];
        all[0] = listener;
        System.arraycopy(values, 0, all, 1, values.length);
        return store.counter(meter, all);
    }
}
