package io.sallyport.proxy.http;

import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.proxy.backend.Server;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Connections to servers that nobody uses just now, of one event loop.
final class ServerPool {
    /// Idle connections to one server from one event loop; more are closed.
    private static final int MOST_IDLE = 64;

    private static final FastThreadLocal<ServerPool> OF_THIS_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected ServerPool initialValue() {
                    return new ServerPool();
                }
            };

    private final Map<Server, Deque<ServerSide>> idle = new HashMap<>();

    private ServerPool() {}

    /// The pool of the event loop that calls.
    static ServerPool get() {
        return OF_THIS_LOOP.get();
    }

    /// The connection that was used last, because it is the likeliest to be alive; null if there is none.
    @Nullable ServerSide take(Server server) {
        Deque<ServerSide> connections = idle.get(server);
        return connections == null ? null : connections.pollLast();
    }

    /// Keeps a connection for later.
    ///
    /// @return whether there is room
    boolean keep(Server server, ServerSide connection) {
        Deque<ServerSide> connections =
                idle.computeIfAbsent(server, _ -> new ArrayDeque<>(MOST_IDLE));
        return connections.size() < MOST_IDLE && connections.add(connection);
    }

    /// Forgets a connection that is over. Harmless if it is not here.
    void forget(Server server, ServerSide connection) {
        Deque<ServerSide> connections = idle.get(server);
        if (connections != null) {
            connections.remove(connection);
        }
    }

    /// Closes all that are kept.
    void closeAll(Server server) {
        Deque<ServerSide> connections = idle.remove(server);
        if (connections != null) {
            List.copyOf(connections).forEach(ServerSide::close);
        }
    }
}
