package io.sallyport.proxy.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Connections of HTTP/2 to servers, of one event loop. There is one to a server, and another one when it is full. When a
/// backend retires, its connections end with the last of their streams.
final class Http2ServerPool {
    private static final FastThreadLocal<Http2ServerPool> OF_THIS_LOOP =
            new FastThreadLocal<>() {
                @Override
                protected Http2ServerPool initialValue() {
                    return new Http2ServerPool();
                }
            };

    private final Map<Server, List<Http2ServerSide>> open = new HashMap<>();
    private final Set<Backend> known = new HashSet<>();

    private Http2ServerPool() {}

    /// The pool of the event loop that calls.
    static Http2ServerPool get() {
        return OF_THIS_LOOP.get();
    }

    /// A stream of a connection with room for it; null if there is none.
    @Nullable Http2ServerStream stream(Server server) {
        for (Http2ServerSide connection : open.getOrDefault(server, List.of())) {
            if (connection.hasRoom()) {
                return connection.stream();
            }
        }
        return null;
    }

    /// Has a stream of it for the next that ask, until its backend retires.
    void add(Backend backend, Server server, Http2ServerSide connection) {
        if (known.add(backend)) {
            EventLoop loop = connection.channel().eventLoop();
            backend.onRetirement(() -> run(loop, () -> endAll(backend)));
        }
        open.computeIfAbsent(server, _ -> new ArrayList<>(1)).add(connection);
    }

    /// Harmless if it is not here.
    void forget(Server server, Http2ServerSide connection) {
        List<Http2ServerSide> connections = open.get(server);
        if (connections != null && connections.remove(connection) && connections.isEmpty()) {
            open.remove(server);
        }
    }

    private void endAll(Backend backend) {
        known.remove(backend);
        for (Server server : backend.servers()) {
            List.copyOf(open.getOrDefault(server, List.of())).forEach(Http2ServerSide::end);
        }
    }

    /// A loop that ends closes all that it has by itself.
    private static void run(EventLoop loop, Runnable action) {
        if (!loop.isShuttingDown()) {
            loop.execute(action);
        }
    }
}
