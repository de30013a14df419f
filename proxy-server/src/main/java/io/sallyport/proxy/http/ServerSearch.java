package io.sallyport.proxy.http;

import io.netty.channel.Channel;
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
    private final int bufferPerDirection;
    private final Exchange exchange;
    private @Nullable ServerConnect attempt;
    private boolean settled;
    private boolean reused;
    private boolean again;
    private boolean cancelled;

    ServerSearch(
            ServerConnect.Network network,
            ClientConnection connection,
            Backend backend,
            int bufferPerDirection,
            Exchange exchange) {
        this.network = network;
        this.connection = connection;
        this.backend = backend;
        this.bufferPerDirection = bufferPerDirection;
        this.exchange = exchange;
    }

    /// Looks for a server, and tells the exchange.
    void start() {
        settled = false;
        ServerConnect begun =
                ServerConnect.start(network, connection, backend, bufferPerDirection, this);
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
        start();
    }

    /// Gives up. Harmless when it is over.
    void cancel() {
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
        settle();
        exchange.attach(candidate, idle);
        return true;
    }

    @Override
    public void connected(Server fresh, Channel toServer) {
        settle();
        ServerSide side = ServerSide.open(toServer, backend, fresh, connection);
        if (cancelled) {
            side.close();
        } else {
            reused = false;
            exchange.attach(fresh, side);
        }
    }

    @Override
    public void unreachable() {
        settle();
        exchange.fail(HttpFailure.BACKEND_UNREACHABLE);
    }

    private void settle() {
        settled = true;
        attempt = null;
    }
}
