package io.sallyport.proxy.listener;

import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Counts what a listener serves, and says when that is enough. Thread-safe.
final class Admission {
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile boolean draining;

    /// Asks for a place, and for one to do a handshake if the listener speaks TLS.
    ///
    /// @return why there is none, or null: then each place must be given back
    @Nullable RefusalCause admit(ListenerSettings settings) {
        if (draining) {
            return RefusalCause.DRAINING;
        }
        if (!take(connections, settings.maxConnections())) {
            return RefusalCause.TOO_MANY_CONNECTIONS;
        }
        if (settings.tls() != null && !take(handshakes, settings.maxHandshakes())) {
            connections.decrementAndGet();
            return RefusalCause.TOO_MANY_HANDSHAKES;
        }
        return null;
    }

    /// Gives the place for the handshake back.
    void handshakeFinished() {
        handshakes.decrementAndGet();
    }

    /// Gives the place for the connection back.
    void connectionClosed() {
        connections.decrementAndGet();
    }

    /// Lets nobody in any more.
    void drain() {
        draining = true;
    }

    private static boolean take(AtomicInteger taken, int limit) {
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }
}
