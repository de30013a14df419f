package io.sallyport.proxy.metrics;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.OcspResult;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.FailureClassifier;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.RetryCause;
import io.sallyport.proxy.insight.SpanLoss;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Counts and times what the data path tells. Thread-safe.
public final class TrafficMeters implements TrafficObserver {

    private record ServerKey(String backend, String server) {}

    private record RetryKey(String backend, RetryCause cause) {}

    private final MeterStore store;
    private final CounterFamily<RetryKey> retries;
    private final CounterFamily<SpanLoss> spansLost;
    private final Map<String, ListenerMeters> listeners = new ConcurrentHashMap<>();
    private final Map<ServerKey, BackendMeters> backends = new ConcurrentHashMap<>();
    private final Map<String, OcspMeters> ocsp = new ConcurrentHashMap<>();
    private final Map<String, AtomicBoolean> redis = new ConcurrentHashMap<>();

    /// @param listenerNames whose meters are there from the start, with zeros
    public TrafficMeters(MeterStore store, Collection<String> listenerNames) {
        this.store = store;
        this.retries =
                new CounterFamily<>(key ->
                        store.counter(
                                ProxyMeter.SALLYPORT_BACKEND_RETRIES_TOTAL,
                                key.backend(),
                                key.cause().id()));
        this.spansLost =
                new CounterFamily<>(loss ->
                        store.counter(ProxyMeter.SALLYPORT_TRACE_SPANS_LOST_TOTAL, loss.id()));
        listenerNames.forEach(this::listener);
    }

    @Override
    public void connectionOpened(ConnectionInfo connection) {
        listener(connection.listener()).connectionOpened();
    }

    @Override
    public void connectionRefused(String listener, SocketAddress client, RefusalCause cause) {
        listener(listener).connectionRefused(cause);
    }

    @Override
    public void handshakeStarted(ConnectionInfo connection) {
        listener(connection.listener()).handshakeStarted();
    }

    @Override
    public void alertSent(ConnectionInfo connection, AlertDescription description) {
        listener(connection.listener()).alertSent(description);
    }

    @Override
    public void alertReceived(ConnectionInfo connection, int description) {
        listener(connection.listener()).alertReceived(description);
    }

    @Override
    public void handshakeFinished(HandshakeReport report) {
        listener(report.connection().listener()).handshakeFinished(report);
    }

    @Override
    public void backendConnected(
            ConnectionInfo connection,
            @Nullable NegotiatedSession session,
            String backend,
            String server,
            SocketAddress local) {
        backend(backend, server).connected();
    }

    @Override
    public void backendConnectFailed(
            ConnectionInfo connection, String backend, String server, Throwable cause) {
        backend(backend, server).connectFailed();
    }

    @Override
    public void backendDisconnected(ConnectionInfo connection, String backend, String server) {
        backend(backend, server).disconnected();
    }

    @Override
    public void backendState(String backend, String server, boolean up, String why) {
        backend(backend, server).state(up);
    }

    @Override
    public void healthChecked(String backend, String server, @Nullable String fault) {
        backend(backend, server).healthChecked(fault == null);
    }

    @Override
    public void requestRetried(ConnectionInfo connection, String backend, RetryCause cause) {
        retries.increment(new RetryKey(backend, cause));
    }

    @Override
    public void ocspAsked(String listener, OcspResult result, Duration took) {
        ocsp.computeIfAbsent(listener, name -> new OcspMeters(store, name)).asked(result, took);
    }

    @Override
    public void redisState(String server, boolean up, @Nullable String cause) {
        redis.computeIfAbsent(server, this::redis).set(up);
    }

    @Override
    public void spansExported(int count) {
        store.counter(ProxyMeter.SALLYPORT_TRACE_SPANS_EXPORTED_TOTAL).increment(count);
    }

    @Override
    public void spansLost(int count, SpanLoss loss, @Nullable String cause) {
        spansLost.of(loss).increment(count);
    }

    private AtomicBoolean redis(String server) {
        AtomicBoolean state = new AtomicBoolean();
        store.gauge(ProxyMeter.SALLYPORT_REDIS_UP, () -> state.get() ? 1 : 0, server);
        return state;
    }

    @Override
    public void bytesTransferred(ConnectionInfo connection, Direction direction, long bytes) {
        listener(connection.listener()).bytes(direction, bytes);
    }

    @Override
    public void readingPaused(ConnectionInfo connection, Direction direction) {
        listener(connection.listener()).readingPaused(direction);
    }

    @Override
    public void http2Failed(ConnectionInfo connection, String reason, String explanation) {
        listener(connection.listener()).http2Failed(reason);
    }

    @Override
    public void clientDismissed(ConnectionInfo connection, ClientIdentity found) {
        Rejection why = found.rejection();
        if (why != null) {
            listener(connection.listener()).clientDismissed(FailureClassifier.classify(why.why()));
        }
    }

    @Override
    public void tunnelOpened(ConnectionInfo connection) {
        listener(connection.listener()).tunnelOpened();
    }

    @Override
    public void tunnelClosed(ConnectionInfo connection) {
        listener(connection.listener()).tunnelClosed();
    }

    @Override
    public void requestFinished(RequestReport report) {
        listener(report.connection().listener()).requestFinished(report);
    }

    @Override
    public void connectionClosed(ConnectionReport report) {
        listener(report.connection().listener()).connectionClosed(report.cause());
    }

    private ListenerMeters listener(String name) {
        ListenerMeters found = listeners.get(name);
        return found == null
                ? listeners.computeIfAbsent(name, _ -> new ListenerMeters(store, name))
                : found;
    }

    private BackendMeters backend(String backend, String server) {
        return backends.computeIfAbsent(
                new ServerKey(backend, server), _ -> new BackendMeters(store, backend, server));
    }
}
