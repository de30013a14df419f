package io.sallyport.proxy.accesslog;

import io.sallyport.config.model.HandshakeLog;
import io.sallyport.config.model.LogSettings;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.proxy.insight.ClientCertificateWords;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.FailureClassifier;
import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.SpanLoss;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.tls.alert.TlsFailure;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// Logs what the data path tells. Thread-safe.
public final class TrafficLog implements TrafficObserver {
    /// A screenful of seconds; who needs every failure takes the metrics.
    private static final int HANDSHAKES_PER_SECOND = 200;

    private static final int CONNECTIONS_PER_SECOND = 1_000;
    private static final int EVENTS_PER_SECOND = 20;

    /// Status codes from here on are faults of the server or of the proxy.
    private static final int SERVER_ERRORS = 500;

    /// The name of the log with a line for each connection or request.
    static final String ACCESS = "access";

    private record ServerKey(String backend, String server) {}

    private final LimitedLog handshakeLog;
    private final LimitedLog accessLog;
    private final LimitedLog backendLog;
    private volatile HandshakeLog handshakes = LogSettings.DEFAULTS.handshakes();
    private volatile boolean connections = LogSettings.DEFAULTS.connections();
    private volatile AccessFields accessFields = new AccessFields(LogSettings.DEFAULTS.access());
    private final Map<ServerKey, Boolean> states = new ConcurrentHashMap<>();
    private final AtomicBoolean spansAreLost = new AtomicBoolean();
    private final Map<String, Boolean> redisStates = new ConcurrentHashMap<>();

    public TrafficLog(LogSettings settings) {
        this(
                settings,
                new LimitedLog("handshake", HANDSHAKES_PER_SECOND, 5 * HANDSHAKES_PER_SECOND),
                new LimitedLog(ACCESS, CONNECTIONS_PER_SECOND, 2 * CONNECTIONS_PER_SECOND),
                new LimitedLog("backend", EVENTS_PER_SECOND, 5 * EVENTS_PER_SECOND));
    }

    TrafficLog(
            LogSettings settings,
            LimitedLog handshakeLog,
            LimitedLog accessLog,
            LimitedLog backendLog) {
        apply(settings);
        this.handshakeLog = handshakeLog;
        this.accessLog = accessLog;
        this.backendLog = backendLog;
    }

    /// Goes by other settings from now on.
    public void apply(LogSettings settings) {
        handshakes = settings.handshakes();
        connections = settings.connections();
        accessFields = new AccessFields(settings.access());
    }

    @Override
    public void connectionRefused(String listener, SocketAddress client, RefusalCause cause) {
        if (connections) {
            accessLog.log(
                    cause == RefusalCause.DRAINING ? Level.INFO : Level.WARN,
                    () ->
                            new Line("refused: " + sentence(cause))
                                    .field("cause", cause.id())
                                    .field("listener", listener)
                                    .field("client", ReportFields.address(client)));
        }
    }

    @Override
    public void handshakeFinished(HandshakeReport report) {
        if (isWanted(report)) {
            handshakeLog.log(HandshakeLine.level(report), () -> HandshakeLine.of(report));
        }
        if (report.failure() instanceof TlsFailure.Internal(Throwable cause)) {
            handshakeLog.log(Level.ERROR, () -> fault(report.connection(), cause));
        }
    }

    @Override
    public void backendConnectFailed(
            ConnectionInfo connection, String backend, String server, Throwable cause) {
        backendLog.log(
                Level.WARN,
                () ->
                        new Line("cannot connect to the server")
                                .field("backend", backend)
                                .field("server", server)
                                .field("listener", connection.listener())
                                .field("connection", connection.id())
                                .field("cause", words(cause)));
    }

    @Override
    public void backendState(String backend, String server, boolean up, String why) {
        Boolean before = states.put(new ServerKey(backend, server), up);
        if (before != null && before != up) {
            backendLog.log(
                    up ? Level.INFO : Level.WARN,
                    () ->
                            new Line(up ? "the server is up again" : "the server is down")
                                    .field("backend", backend)
                                    .field("server", server)
                                    .field("cause", why));
        }
    }

    /// As usable as it is said to be at first; so one that answers from the start needs no line.
    @Override
    public void redisState(String server, boolean up, @Nullable String cause) {
        Boolean before = redisStates.put(server, up);
        if (up != (before == null || before)) {
            backendLog.log(up ? Level.INFO : Level.WARN, () -> redisLine(server, cause));
        }
    }

    @Override
    public void spansExported(int count) {
        if (spansAreLost.compareAndSet(true, false)) {
            backendLog.log(Level.INFO, () -> new Line("the collector takes spans again"));
        }
    }

    /// One line until it is better: the metrics count. That the queue is full follows from a cause that was told, or
    /// from how much is traced.
    @Override
    public void spansLost(int count, SpanLoss loss, @Nullable String cause) {
        if (loss == SpanLoss.NOT_EXPORTED && spansAreLost.compareAndSet(false, true)) {
            backendLog.log(
                    Level.WARN,
                    () ->
                            new Line("the collector takes no spans; they are lost until it does")
                                    .field("cause", Objects.requireNonNullElse(cause, "")));
        }
    }

    private static Line redisLine(String server, @Nullable String cause) {
        return cause == null
                ? new Line("redis answers again").field("server", server)
                : new Line("redis does not answer; early data is rejected until it does")
                        .field("server", server)
                        .field("cause", cause);
    }

    @Override
    public void http2Failed(ConnectionInfo connection, String reason, String explanation) {
        if (connections) {
            accessLog.log(
                    Level.WARN,
                    () ->
                            new Line(explanation)
                                    .field("reason", reason)
                                    .field("listener", connection.listener())
                                    .field("connection", connection.id())
                                    .field("client", ReportFields.address(connection.client())));
        }
    }

    @Override
    public void clientDismissed(ConnectionInfo connection, ClientIdentity found) {
        Rejection why = found.rejection();
        if (connections && why != null) {
            accessLog.log(
                    Level.WARN,
                    () ->
                            new Line("closed: " + ClientCertificateWords.of(found, why))
                                    .field("reason", FailureClassifier.classify(why.why()).id())
                                    .field("listener", connection.listener())
                                    .field("connection", connection.id())
                                    .field("client", ReportFields.address(connection.client())));
        }
    }

    @Override
    public void requestFinished(RequestReport report) {
        if (connections) {
            accessLog.log(
                    report.status() >= SERVER_ERRORS ? Level.WARN : Level.INFO,
                    () -> new Line(message(report)).fields(accessFields.of(report)));
        }
    }

    /// One line is enough for each request, and for each connection without any.
    @Override
    public void connectionClosed(ConnectionReport report) {
        if (connections
                && report.requests() == 0
                && report.cause() != CloseCause.HANDSHAKE_FAILED) {
            accessLog.log(
                    level(report.cause()),
                    () -> new Line(report.cause().sentence()).fields(accessFields.of(report)));
        }
        if (report.failure() instanceof TlsFailure.Internal(Throwable cause)) {
            accessLog.log(Level.ERROR, () -> fault(report.connection(), cause));
        }
    }

    /// Probes of balancers, every few seconds, would drown the rest.
    private boolean isWanted(HandshakeReport report) {
        return handshakes == HandshakeLog.ALL
                || report.reason() != null && report.reason() != FailureReason.NO_DATA
                || FailureExplanation.ofObserved(report).isPresent();
    }

    private static Level level(CloseCause cause) {
        return switch (cause) {
            case BACKEND_UNREACHABLE,
                    BACKEND_OVERLOADED,
                    INVALID_PROXY_HEADER,
                    RATE_LIMITED,
                    CLIENT_CERTIFICATE,
                    INTERNAL_ERROR ->
                    Level.WARN;
            case HANDSHAKE_FAILED,
                    NO_ROUTE,
                    ANSWERED,
                    BAD_REQUEST,
                    CLIENT_CLOSED,
                    BACKEND_CLOSED,
                    CLIENT_RESET,
                    BACKEND_RESET,
                    IDLE_TIMEOUT,
                    TLS_FAILURE,
                    DRAIN_TIMEOUT ->
                    Level.INFO;
        };
    }

    private static String message(RequestReport report) {
        String explanation = report.explanation();
        return explanation == null ? "answered" : explanation;
    }

    private static String sentence(RefusalCause cause) {
        return switch (cause) {
            case TOO_MANY_CONNECTIONS -> "as many connections as allowed are open";
            case TOO_MANY_HANDSHAKES -> "as many handshakes as allowed are under way";
            case RATE_LIMITED -> "the clients of this network connect more often than they may";
            case DRAINING -> "the proxy is stopping";
        };
    }

    private static Line fault(ConnectionInfo connection, Throwable cause) {
        return new Line("a fault of ours or of a provider; please report it")
                .field("listener", connection.listener())
                .field("connection", connection.id())
                .cause(cause);
    }

    private static String words(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
