package io.sallyport.proxy.assembly;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.health.HealthChecks;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.listener.BindException;
import io.sallyport.proxy.listener.ClientReview;
import io.sallyport.proxy.listener.Connections;
import io.sallyport.proxy.listener.Listener;
import io.sallyport.proxy.runtime.LiveSnapshot;
import io.sallyport.proxy.runtime.Snapshot;
import io.sallyport.proxy.transport.HostResolver;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.crypto.CryptoProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The running proxy: its event loops, its listeners, its connections. Thread-safe.
public final class Proxy implements AutoCloseable {
    private static final Duration LOOPS_END = Duration.ofSeconds(5);

    private final Transport transport;
    private final EventLoopGroup loops;
    private final ExecutorService signers;
    private final List<Listener> listeners;
    private final Connections connections;
    private final LiveSnapshot live;
    private final Listener.Context context;

    private Proxy(
            Transport transport,
            EventLoopGroup loops,
            ExecutorService signers,
            List<Listener> listeners,
            Connections connections,
            LiveSnapshot live,
            Listener.Context context) {
        this.transport = transport;
        this.loops = loops;
        this.signers = signers;
        this.listeners = listeners;
        this.connections = connections;
        this.live = live;
        this.context = context;
    }

    /// Starts serving.
    ///
    /// @param addresses by listener name; the snapshot has settings for each
    /// @throws BindException if one of them cannot be listened on; nothing runs then
    static Proxy start(
            Transport transport,
            int threads,
            Map<String, InetSocketAddress> addresses,
            Snapshot snapshot,
            CryptoProvider crypto,
            TrafficObserver observer)
            throws BindException {
        EventLoopGroup loops = transport.newEventLoops(threads);
        ExecutorService signers =
                Executors.newFixedThreadPool(
                        threads, new DefaultThreadFactory("sallyport-signer", true));
        Connections connections = new Connections();
        LiveSnapshot live = new LiveSnapshot(snapshot);
        ServerConnect.Network network = new ServerConnect.Network(transport, new HostResolver());
        Listener.Context context =
                new Listener.Context(
                        live,
                        crypto,
                        signers,
                        network,
                        observer,
                        connections,
                        new ClientReview(live, connections));
        List<Listener> listeners = new ArrayList<>();
        Proxy proxy = new Proxy(transport, loops, signers, listeners, connections, live, context);
        snapshot.backends()
                .forEach(backend -> HealthChecks.start(backend, network, loops, observer));
        try {
            for (Map.Entry<String, InetSocketAddress> entry : addresses.entrySet()) {
                listeners.add(Listener.bind(entry.getKey(), entry.getValue(), loops, context));
            }
            return proxy;
        } catch (BindException e) {
            proxy.close();
            throw e;
        }
    }

    /// Puts another snapshot in force: requests and connections that begin from now on go by it, those that are under way
    /// go on by the one that they began with. Not for several threads at once.
    void swap(Snapshot next) {
        Snapshot before = live.current();
        for (Backend backend : next.backends()) {
            if (!before.backends().contains(backend)) {
                HealthChecks.start(backend, context.network(), loops, context.observer());
            }
        }
        live.swap(next);
        for (Backend backend : before.backends()) {
            if (!next.backends().contains(backend)) {
                backend.retire();
            }
        }
    }

    /// Checks the certificates of clients that are connected again, by what is in force now, and closes connections whose
    /// are not good any more, where that is configured.
    void reviewClients() {
        context.review().start();
    }

    /// What is in force.
    Snapshot current() {
        return live.current();
    }

    /// How it talks to the kernel.
    public Transport transport() {
        return transport;
    }

    /// Where each listener really listens, by its name, in the order of the configuration.
    public Map<String, SocketAddress> addresses() {
        Map<String, SocketAddress> addresses = new LinkedHashMap<>();
        listeners.forEach(listener -> addresses.put(listener.name(), listener.address()));
        return addresses;
    }

    /// The backends in force.
    public List<Backend> backends() {
        return live.current().backends();
    }

    /// Connections of clients that are open.
    public int openConnections() {
        return connections.size();
    }

    /// Stops accepting connections, and lets those that are open end by themselves for a while. Those that
    /// do not are closed.
    ///
    /// @return completed when no connection is open any more; [#close] is still to be called
    public CompletableFuture<Void> drain(Duration timeout) {
        listeners.forEach(Listener::close);
        CompletableFuture<Void> drained = connections.drain();
        loops.schedule(connections::stop, timeout.toNanos(), TimeUnit.NANOSECONDS);
        return drained.copy();
    }

    /// Ends at once: connections that are open are closed.
    @Override
    public void close() {
        listeners.forEach(Listener::close);
        CompletableFuture<Void> drained = connections.drain();
        connections.stop();
        live.current().backends().forEach(Backend::retire);
        drained.completeOnTimeout(null, LOOPS_END.toSeconds(), TimeUnit.SECONDS).join();
        loops.shutdownGracefully(0, LOOPS_END.toSeconds(), TimeUnit.SECONDS).awaitUninterruptibly();
        context.review().close();
        signers.shutdownNow();
    }
}
