package io.sallyport.proxy.testing;

import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.RetryCause;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Remembers what the data path tells, and waits for it. Thread-safe.
public final class RecordedTraffic implements TrafficObserver {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// What became of a server.
    public record ServerState(String server, boolean up) {}

    /// What became of a server, and why.
    public record StateChange(String server, boolean up, String why) {}

    private final BlockingQueue<ConnectionInfo> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<HandshakeReport> handshakes = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConnectionReport> closed = new LinkedBlockingQueue<>();
    private final BlockingQueue<RequestReport> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> http2Failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<RefusalCause> refused = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> redis = new LinkedBlockingQueue<>();
    private final AtomicInteger handshakesStarted = new AtomicInteger();
    private final List<String> connected = new CopyOnWriteArrayList<>();
    private final List<String> connectFailures = new CopyOnWriteArrayList<>();
    private final List<String> disconnected = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final List<RetryCause> retries = new CopyOnWriteArrayList<>();
    private final List<ServerState> states = new CopyOnWriteArrayList<>();
    private final BlockingQueue<StateChange> changes = new LinkedBlockingQueue<>();
    private final Map<Direction, AtomicLong> bytes =
            new ConcurrentHashMap<>(
                    Map.of(Direction.IN, new AtomicLong(), Direction.OUT, new AtomicLong()));

    /// The next connection that was opened.
    public ConnectionInfo awaitOpened() {
        return await(opened, "no connection was opened");
    }

    /// Handshakes that were begun.
    public int handshakesStarted() {
        return handshakesStarted.get();
    }

    /// The next handshake that was reported.
    public HandshakeReport awaitHandshake() {
        return await(handshakes, "no handshake was reported");
    }

    /// The next connection that was reported as closed.
    public ConnectionReport awaitClosed() {
        return await(closed, "no connection was closed");
    }

    /// The next request that was reported.
    public RequestReport awaitRequest() {
        return await(requests, "no request was reported");
    }

    /// The next change of a server's state, its first one at start included.
    public StateChange awaitState() {
        return await(changes, "no server changed");
    }

    /// The next server that a connection to is over.
    public String awaitDisconnected() {
        return await(ended, "no connection to a server ended");
    }

    /// Why the next connection of HTTP/2 was ended.
    public String awaitHttp2Failure() {
        return await(http2Failures, "no connection of HTTP/2 was ended");
    }

    /// Whether Redis answers, told next.
    public boolean awaitRedis() {
        return await(redis, "Redis was not asked");
    }

    /// The next connection that was refused.
    public RefusalCause awaitRefused() {
        return await(refused, "no connection was refused");
    }

    /// Reports that nobody has waited for.
    public int unexpectedHandshakes() {
        return handshakes.size();
    }

    /// Reports that nobody has waited for.
    public int unexpectedClosed() {
        return closed.size();
    }

    /// The servers that connections were made to, one after the other.
    public List<String> connected() {
        return connected;
    }

    /// The servers that could not be connected to.
    public List<String> connectFailures() {
        return connectFailures;
    }

    /// The servers that connections to are over.
    public List<String> disconnected() {
        return disconnected;
    }

    public List<ServerState> states() {
        return states;
    }

    public long bytes(Direction direction) {
        return bytes.get(direction).get();
    }

    @Override
    public void connectionOpened(ConnectionInfo connection) {
        opened.add(connection);
    }

    @Override
    public void connectionRefused(String listener, SocketAddress client, RefusalCause cause) {
        refused.add(cause);
    }

    @Override
    public void handshakeStarted(ConnectionInfo connection) {
        handshakesStarted.incrementAndGet();
    }

    @Override
    public void handshakeFinished(HandshakeReport report) {
        handshakes.add(report);
    }

    @Override
    public void backendConnected(
            ConnectionInfo connection,
            @Nullable NegotiatedSession session,
            String backend,
            String server,
            SocketAddress local) {
        connected.add(server);
    }

    @Override
    public void backendConnectFailed(
            ConnectionInfo connection, String backend, String server, Throwable cause) {
        connectFailures.add(server);
    }

    @Override
    public void backendDisconnected(ConnectionInfo connection, String backend, String server) {
        disconnected.add(server);
        ended.add(server);
    }

    @Override
    public void backendState(String backend, String server, boolean up, String why) {
        states.add(new ServerState(server, up));
        changes.add(new StateChange(server, up, why));
    }

    @Override
    public void bytesTransferred(ConnectionInfo connection, Direction direction, long count) {
        bytes.get(direction).addAndGet(count);
    }

    /// Why requests were made again, or not.
    public List<RetryCause> retries() {
        return retries;
    }

    @Override
    public void requestRetried(ConnectionInfo connection, String backend, RetryCause cause) {
        retries.add(cause);
    }

    @Override
    public void redisState(String server, boolean up, @Nullable String cause) {
        redis.add(up);
    }

    @Override
    public void http2Failed(ConnectionInfo connection, String reason, String explanation) {
        http2Failures.add(reason);
    }

    @Override
    public void requestFinished(RequestReport report) {
        requests.add(report);
    }

    @Override
    public void connectionClosed(ConnectionReport report) {
        closed.add(report);
    }

    private static <T> T await(BlockingQueue<T> queue, String otherwise) {
        try {
            T next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError(otherwise);
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
