package io.sallyport.proxy.http;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;

/// The connections to servers that nobody uses just now, of all event loops.
public final class KeptConnections {

    private KeptConnections() {}

    /// Closes those to a backend that is retired. Its connections that are in use are closed after it. From any thread.
    public static void close(Backend backend, EventLoopGroup loops) {
        for (EventExecutor loop : loops) {
            loop.execute(() -> {
                for (Server server : backend.servers()) {
                    ServerPool.get().closeAll(server);
                }
            });
        }
    }
}
