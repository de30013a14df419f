package io.sallyport.proxy.backend;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// One server of a backend. Thread-safe.
///
/// Whoever connects to it says how that went. A server that could not be connected to is passed over for
/// a while, unless there is no other.
public final class Server {
    /// How long a server is passed over: long enough to spare a dead server's clients the wait, short
    /// enough that a restarted one is soon of use again. As nginx's `fail_timeout`.
    static final Duration PASSED_OVER = Duration.ofSeconds(10);

    private final String name;
    private final SocketAddress address;
    private final LongSupplier nanoTime;
    private final Runnable stateChanged;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean up = new AtomicBoolean(true);
    private volatile long failedAt;

    Server(
            String name,
            SocketAddress address,
            LongSupplier nanoTime,
            ServerStateListener listener,
            String backend) {
        this.name = name;
        this.address = address;
        this.nanoTime = nanoTime;
        this.stateChanged = () -> listener.changed(backend, name, up.get());
    }

    /// The server as the configuration writes it.
    public String name() {
        return name;
    }

    /// An [java.net.InetSocketAddress], unresolved if the configuration gives a host name, or a
    /// [java.net.UnixDomainSocketAddress].
    public SocketAddress address() {
        return address;
    }

    /// Connections that are open or being opened.
    public int connections() {
        return connections.get();
    }

    /// A connection is being opened.
    public void connecting() {
        connections.incrementAndGet();
    }

    /// The server took the connection.
    public void connected() {
        if (up.compareAndSet(false, true)) {
            stateChanged.run();
        }
    }

    /// The server could not be connected to.
    public void connectFailed() {
        connections.decrementAndGet();
        failedAt = nanoTime.getAsLong();
        if (up.compareAndSet(true, false)) {
            stateChanged.run();
        }
    }

    /// A connection, or the attempt at one, is over for a reason that says nothing about the server.
    public void disconnected() {
        connections.decrementAndGet();
    }

    /// Whether the last attempt to connect succeeded.
    public boolean isUp() {
        return up.get();
    }

    /// Whether it is worth an attempt.
    boolean isUsable() {
        return isUp() || nanoTime.getAsLong() - failedAt >= PASSED_OVER.toNanos();
    }

    @Override
    public String toString() {
        return name;
    }
}
