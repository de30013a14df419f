package io.sallyport.proxy.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import io.sallyport.proxy.backend.Affinity;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.ServerConnect;
import org.jspecify.annotations.Nullable;

/// The way of one request to a server: over a connection that was kept, or over a new one.
final class ServerSearch implements ServerConnect.Outcome {
    private final ServerConnect.Network network;
    private final ClientConnection connection;
    private final Backend backend;
    private final Affinity affinity;
    private final int bufferPerDirection;
    private final Exchange exchange;
    private @Nullable ServerConnect attempt;
    private @Nullable Server server;
    private boolean settled;
    private boolean reused;
    private boolean again;
    private boolean cancelled;

    ServerSearch(
            ServerConnect.Network network,
            ClientConnection connection,
            Backend backend,
            Affinity affinity,
            int bufferPerDirection,
            Exchange exchange) {
        this.network = network;
        this.connection = connection;
        this.backend = backend;
        this.affinity = affinity;
        this.bufferPerDirection = bufferPerDirection;
        this.exchange = exchange;
    }

    /// Looks for a server, and tells the exchange.
    void start() {
        settled = false;
        ServerConnect begun =
                ServerConnect.start(
                        network, connection, backend, affinity, bufferPerDirection, this);
        if (!settled) {
            attempt = begun;
        }
    }

    /// Whether the connection was an old one, which the server may have given up, and this did not happen before.
    boolean mayStartAgain() {
        return reused && !again;
    }

    /// Looks once more, for a new connection.
    void startAgain() {
        again = true;
        leave();
        start();
    }

    /// The server that was found answers.
    void answered(HttpResponse answer) {
        if (server != null) {
            server.answered(answer.status().code());
            RequestAffinity.mark(answer, backend, affinity, server, connection);
        }
    }

    /// The server that was found did not do as it should.
    void failed(HttpFailure what) {
        if (server != null && what.isOfTheServer()) {
            server.failed(what.sentence());
        }
    }

    /// Nothing more comes of it. Harmless when that is known.
    void end() {
        leave();
        cancelled = true;
        if (attempt != null) {
            attempt.cancel();
            attempt = null;
        }
    }

    @Override
    public boolean reuses(Server candidate) {
        if (again) {
            return false;
        }
        ServerSide idle = ServerPool.get().take(candidate);
        while (idle != null && !idle.isUsable()) {
            idle = ServerPool.get().take(candidate);
        }
        if (idle == null) {
            return false;
        }
        reused = true;
        server = candidate;
        settle();
        exchange.attach(candidate, idle);
        return true;
    }

    @Override
    public void connected(Server fresh, Channel toServer) {
        settle();
        ServerSide side = ServerSide.open(toServer, backend, fresh, connection);
        if (cancelled) {
            fresh.finished();
            side.close();
        } else {
            reused = false;
            server = fresh;
            exchange.attach(fresh, side);
        }
    }

    @Override
    public void unreachable() {
        settle();
        exchange.fail(HttpFailure.BACKEND_UNREACHABLE);
    }

    private void leave() {
        if (server != null) {
            server.finished();
            server = null;
        }
    }

    private void settle() {
        settled = true;
        attempt = null;
    }
}
