package io.sallyport.proxy.health;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.HealthTerms;
import io.sallyport.proxy.backend.SendProxyProtocol;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.SentProxyHeader;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.TrafficObserver;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks one server, each time over a new connection: whether it takes those is what clients depend on. On one event
/// loop.
final class ServerCheck {
    /// Of the interval, how much more or less it may be.
    private static final double JITTER = 0.1;

    private final String backend;
    private final SendProxyProtocol proxyProtocol;
    private final Server server;
    private final HealthTerms terms;
    private final ServerConnect.Network network;
    private final EventLoop loop;
    private final TrafficObserver observer;
    private final Probe probe;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Channel channel;
    private boolean asking;
    private boolean stopped;
    private boolean first = true;
    private int successes;
    private int failures;

    ServerCheck(
            Backend backend,
            Server server,
            HealthTerms terms,
            ServerConnect.Network network,
            EventLoop loop,
            TrafficObserver observer) {
        this.backend = backend.name();
        this.proxyProtocol = backend.sendProxyProtocol();
        this.server = server;
        this.terms = terms;
        this.network = network;
        this.loop = loop;
        this.observer = observer;
        this.probe =
                switch (terms.check()) {
                    case HealthTerms.Check.Tcp() -> (_, verdict) -> verdict.accept(null);
                    case HealthTerms.Check.Http http ->
                            new HttpProbe(http, host(http.host(), server));
                    case HealthTerms.Check.Grpc grpc ->
                            new GrpcProbe(grpc.service(), host(grpc.host(), server));
                };
    }

    /// The first check is at once.
    void start() {
        loop.execute(this::ask);
    }

    void stop() {
        if (!loop.isShuttingDown()) {
            loop.execute(() -> {
                stopped = true;
                settle();
            });
        }
    }

    private void ask() {
        if (stopped) {
            return;
        }
        asking = true;
        timer =
                schedule(
                        () -> finish("no answer within " + words(terms.timeout())),
                        terms.timeout());
        network.resolver()
                .resolve(server.address(), loop)
                .addListener((Future<SocketAddress> resolved) -> {
                    if (!resolved.isSuccess()) {
                        finish(words(resolved.cause()));
                    } else if (asking) {
                        connect(resolved.getNow());
                    }
                });
    }

    private void connect(SocketAddress address) {
        Channel connecting = network.transport().newChannel(address);
        channel = connecting;
        loop.register(connecting)
                .addListener(registered -> {
                    if (registered.isSuccess()) {
                        connecting
                                .connect(network.transport().nativeAddress(address))
                                .addListener(done -> connected(connecting, done));
                    } else {
                        connecting.close();
                        finish(words(registered.cause()));
                    }
                });
    }

    private void connected(Channel toServer, Future<?> done) {
        if (!done.isSuccess()) {
            finish(words(done.cause()));
        } else if (asking) {
            SentProxyHeader.writeLocal(toServer, proxyProtocol);
            probe.over(toServer, this::finish);
        }
    }

    /// @param fault what is wrong, or null for nothing
    private void finish(@Nullable String fault) {
        if (!asking) {
            return;
        }
        settle();
        observer.healthChecked(backend, server.name(), fault);
        if (fault == null) {
            succeeded();
        } else {
            failed(fault);
        }
        first = false;
        timer = schedule(this::ask, jittered(terms.interval()));
    }

    private void succeeded() {
        failures = 0;
        successes++;
        if (!server.isHealthy() && successes >= terms.healthyThreshold()) {
            server.health(true, "health checks in a row that succeeded: " + successes);
        }
    }

    private void failed(String fault) {
        successes = 0;
        failures++;
        if (server.isHealthy() && (first || failures >= terms.unhealthyThreshold())) {
            server.health(
                    false,
                    "health checks in a row that failed: " + failures + ", the last: " + fault);
        }
    }

    /// What was under way is over.
    private void settle() {
        asking = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private ScheduledFuture<?> schedule(Runnable task, Duration delay) {
        return loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Duration jittered(Duration interval) {
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (interval.toNanos() * factor));
    }

    private static String host(@Nullable String configured, Server server) {
        String address =
                server.address() instanceof UnixDomainSocketAddress ? "localhost" : server.name();
        return Objects.requireNonNullElse(configured, address);
    }

    private static String words(Duration time) {
        return time.toMillis() + " ms";
    }

    private static String words(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
