package io.sallyport.proxy.backend;

import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// One server of a backend. Thread-safe.
///
/// Whoever connects to it, or sends requests, says how that went. A server with which it goes badly is passed over
/// for a while, unless there is no other.
public final class Server {
    /// Status codes from here on are faults of the server (RFC 9110, section 15.6).
    private static final int SERVER_ERRORS = 500;

    private final ServerDefinition definition;
    private final long seed;
    private final ServerStanding standing;
    private final boolean serverErrors;
    private final int maxConnections;
    private final Runnable freed;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger load = new AtomicInteger();

    Server(
            String backend,
            ServerDefinition definition,
            BackendTerms terms,
            EjectionQuota quota,
            Runnable freed,
            LongSupplier nanoTime,
            ServerStateListener listener) {
        this.definition = definition;
        this.seed = Rendezvous.hash(definition.name());
        this.serverErrors = terms.ejection().serverErrors();
        this.maxConnections = terms.limits().maxConnections();
        this.freed = freed;
        this.standing =
                new ServerStanding(
                        terms.ejection(),
                        quota,
                        nanoTime,
                        (up, why) -> listener.changed(backend, definition.name(), up, why));
    }

    /// The server as the configuration writes it.
    public String name() {
        return definition.name();
    }

    /// An [java.net.InetSocketAddress], unresolved if the configuration gives a host name, or a
    /// [java.net.UnixDomainSocketAddress].
    public SocketAddress address() {
        return definition.address();
    }

    public int weight() {
        return definition.weight();
    }

    /// What stands for it in sticky cookies.
    public String token() {
        return definition.token();
    }

    /// Connections that are open or being opened.
    public int connections() {
        return connections.get();
    }

    /// What it has to do: connections in `mode: tcp`, requests under way in `mode: http`.
    public int load() {
        return load.get();
    }

    /// It was chosen for a connection or request, which is [#finished] some time.
    public void assigned() {
        load.incrementAndGet();
    }

    /// Something that was [#assigned] is over.
    public void finished() {
        load.decrementAndGet();
    }

    /// Whether it may have another connection.
    public boolean hasRoom() {
        return connections.get() < maxConnections;
    }

    /// A connection is about to be opened.
    ///
    /// @return whether it may be
    public boolean connecting() {
        return connections.getAndUpdate(now -> now < maxConnections ? now + 1 : now)
                < maxConnections;
    }

    /// The server took the connection.
    public void connected() {
        standing.connected();
    }

    /// The server could not be connected to.
    public void connectFailed() {
        standing.connectFailed();
        disconnected();
    }

    /// A connection, or the attempt at one, is over for a reason that says nothing about the server.
    public void disconnected() {
        connections.decrementAndGet();
        freed.run();
    }

    /// It answered.
    public void answered(int status) {
        if (status >= SERVER_ERRORS && serverErrors) {
            standing.failed("it answered with status " + status);
        } else {
            standing.succeeded();
        }
    }

    /// It was connected to, and then it did not do as it should.
    ///
    /// @param what in words
    public void failed(String what) {
        standing.failed(what);
    }

    /// What its health checks say from now on.
    ///
    /// @param why in words
    public void health(boolean good, String why) {
        standing.health(good, why);
    }

    /// Whether it is neither failing its health checks nor passed over for what happened with it.
    public boolean isUp() {
        return standing.isUp();
    }

    /// Whether its health checks, if there are any, say that it is well.
    public boolean isHealthy() {
        return standing.isHealthy();
    }

    /// Whether it is worth an attempt while there are others.
    boolean isUsable() {
        return standing.isUsable();
    }

    /// Of its weight, as much as it is to count just now.
    double effectiveWeight() {
        return definition.weight() * standing.share();
    }

    /// The part of its weight that it is to count just now.
    double share() {
        return standing.share();
    }

    /// The same for the same server in every process.
    long seed() {
        return seed;
    }

    @Override
    public String toString() {
        return name();
    }
}
