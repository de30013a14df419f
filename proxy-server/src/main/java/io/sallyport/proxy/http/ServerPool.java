package io.sallyport.proxy.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Connections to servers that nobody uses just now, of one event loop. Those of a backend end when it retires, and
/// one of them whenever somebody waits for room at its servers.
final class ServerPool {
    private static final FastThreadLocal<ServerPool> OF_THIS_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected ServerPool initialValue() {
                    return new ServerPool();
                }
            };

    private final Map<Server, Deque<ServerSide>> idle = new HashMap<>();
    private final Set<Backend> known = new HashSet<>();

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
    boolean keep(Backend backend, Server server, ServerSide connection, EventLoop loop) {
        if (backend.isRetired()) {
            return false;
        }
        if (known.add(backend)) {
            backend.onReclaim(() -> run(loop, () -> closeOldest(backend)));
            backend.onRetirement(() -> run(loop, () -> closeAll(backend)));
        }
        Deque<ServerSide> connections = idle.computeIfAbsent(server, _ -> new ArrayDeque<>());
        return connections.size() < backend.keepAlive().connections()
                && connections.add(connection);
    }

    /// Forgets a connection that is over. Harmless if it is not here.
    void forget(Server server, ServerSide connection) {
        Deque<ServerSide> connections = idle.get(server);
        if (connections != null) {
            connections.remove(connection);
        }
    }

    private void closeOldest(Backend backend) {
        for (Server server : backend.servers()) {
            Deque<ServerSide> connections = idle.get(server);
            ServerSide oldest = connections == null ? null : connections.pollFirst();
            if (oldest != null) {
                oldest.close();
                return;
            }
        }
    }

    private void closeAll(Backend backend) {
        known.remove(backend);
        for (Server server : backend.servers()) {
            Deque<ServerSide> connections = idle.remove(server);
            List<ServerSide> all = connections == null ? List.of() : new ArrayList<>(connections);
            all.forEach(ServerSide::close);
        }
    }

    /// A loop that ends closes all that it has by itself.
    private static void run(EventLoop loop, Runnable action) {
        if (!loop.isShuttingDown()) {
            loop.execute(action);
        }
    }
}
