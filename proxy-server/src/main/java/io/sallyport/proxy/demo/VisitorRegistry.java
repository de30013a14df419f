package io.sallyport.proxy.demo;

import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells the built-in page whose handshake stands behind a plaintext connection to it: by the port that
/// the proxy connects from. Thread-safe; the number of connections that it knows is bounded.
public final class VisitorRegistry implements TrafficObserver {
    private static final int KNOWN = 4096;

    private final Map<Long, HandshakeReport> handshakes = new Bounded<>();
    private final Map<Long, Integer> ports = new Bounded<>();
    private final Map<Integer, HandshakeReport> byPort = new Bounded<>();

    /// Forgets what was put in first.
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > KNOWN;
        }
    }

    @Override
    public synchronized void handshakeFinished(HandshakeReport report) {
        if (report.session() != null) {
            handshakes.put(report.connection().id(), report);
        }
    }

    @Override
    public synchronized void backendConnected(
            ConnectionInfo connection,
            @Nullable NegotiatedSession session,
            String backend,
            String server,
            SocketAddress local) {
        HandshakeReport report = handshakes.get(connection.id());
        if (report != null && local instanceof InetSocketAddress internet) {
            ports.put(connection.id(), internet.getPort());
            byPort.put(internet.getPort(), report);
        }
    }

    @Override
    public synchronized void connectionClosed(ConnectionReport report) {
        long id = report.connection().id();
        HandshakeReport known = handshakes.remove(id);
        Integer port = ports.remove(id);
        if (known != null && port != null) {
            // the port may be another connection's by now
            byPort.remove(port, known);
        }
    }

    /// The handshake of the client behind a connection that comes from this address.
    synchronized Optional<HandshakeReport> find(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet
                ? Optional.ofNullable(byPort.get(internet.getPort()))
                : Optional.empty();
    }
}
