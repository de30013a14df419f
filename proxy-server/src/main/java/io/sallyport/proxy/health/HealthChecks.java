package io.sallyport.proxy.health;

import io.netty.channel.EventLoopGroup;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.HealthTerms;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.TrafficObserver;

/// Has the servers of a backend asked whether they are well, until it retires.
public final class HealthChecks {
    private HealthChecks() {}

    /// Starts asking, if the backend says so.
    ///
    /// @param loops each server is asked on one of them
    /// @param observer hears of each check
    public static void start(
            Backend backend,
            ServerConnect.Network network,
            EventLoopGroup loops,
            TrafficObserver observer) {
        HealthTerms terms = backend.health();
        if (terms == null) {
            return;
        }
        for (Server server : backend.servers()) {
            ServerCheck check =
                    new ServerCheck(backend, server, terms, network, loops.next(), observer);
            check.start();
            backend.onRetirement(check::stop);
        }
    }
}
