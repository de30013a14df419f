package io.sallyport.proxy.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.backend.ServerSelection;
import io.sallyport.proxy.backend.WaitingLine;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.transport.HostResolver;
import io.sallyport.proxy.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The attempt to get a channel to a server of a backend for a client, one server after the other.
/// Everything happens on the client's event loop, and the channel to the server lives there, too: data
/// never changes threads.
public final class ServerConnect {

    /// Where the attempt leads. Exactly one of the two is called, unless it is cancelled.
    public interface Outcome {

        /// Whether there is a connection to this server that will do. If so, that is the end of the attempt. The server
        /// has been [Server#assigned], and the receiver has to tell it when it is [Server#finished].
        default boolean reuses(Server server) {
            return false;
        }

        /// A server took the connection. Nothing is read from it yet. That it is over, the receiver has to tell the
        /// server, and also when what it was [Server#assigned] for is [Server#finished].
        void connected(Server server, Channel toServer);

        /// None of the servers tried could be connected to.
        void unreachable();

        /// No server may have another connection, and it was no use to wait.
        void overloaded(Overload why);
    }

    private final Network network;
    private final ConnectionInfo client;
    private final TrafficObserver observer;
    private final Backend backend;
    private final int bufferPerDirection;
    private final Outcome outcome;
    private final Supplier<ServerSelection> selections;
    private final EventLoop loop;
    private final WaitingLine.Waiter waiter;
    private ServerSelection selection;
    private boolean called;
    private @Nullable ScheduledFuture<?> patience;
    private @Nullable Channel attempt;
    private boolean cancelled;

    /// Why it was no use to wait.
    public enum Overload {
        /// As many as may wait already.
        QUEUE_FULL,
        /// No server had room in time.
        WAIT_TIMEOUT
    }

    /// What connecting takes, the same for all connections.
    public record Network(Transport transport, HostResolver resolver) {}

    private ServerConnect(
            Network network,
            ClientConnection connection,
            Backend backend,
            Supplier<ServerSelection> selections,
            int bufferPerDirection,
            Outcome outcome) {
        this.network = network;
        this.client = connection.info();
        this.observer = connection.observer();
        this.backend = backend;
        this.bufferPerDirection = bufferPerDirection;
        this.outcome = outcome;
        this.selections = selections;
        this.selection = selections.get();
        this.loop = connection.channel().eventLoop();
        this.waiter = new WaitingLine.Waiter(loop, this::called);
    }

    /// Starts trying.
    ///
    /// @param selections the servers to try, asked for again after waiting
    /// @param bufferPerDirection see [StreamOptions#apply]
    public static ServerConnect start(
            Network network,
            ClientConnection connection,
            Backend backend,
            Supplier<ServerSelection> selections,
            int bufferPerDirection,
            Outcome outcome) {
        ServerConnect connect =
                new ServerConnect(
                        network, connection, backend, selections, bufferPerDirection, outcome);
        connect.tryNext();
        return connect;
    }

    /// Gives up: the client is gone.
    public void cancel() {
        cancelled = true;
        if (patience != null) {
            patience.cancel(false);
            backend.line().leave(waiter);
        }
        if (attempt != null) {
            attempt.close();
        }
    }

    private void tryNext() {
        Server server = selection.next();
        if (server == null) {
            if (selection.isFull()) {
                await();
            } else {
                outcome.unreachable();
            }
            return;
        }
        server.assigned();
        if (outcome.reuses(server)) {
            endPatience();
            return;
        }
        if (!called && !backend.line().isEmpty() || !server.connecting()) {
            // whoever came first is served first
            server.finished();
            selection.passedBy();
            tryNext();
            return;
        }
        called = false;
        endPatience();
        Future<SocketAddress> resolved = network.resolver().resolve(server.address(), loop);
        if (resolved.isSuccess()) {
            connect(server, resolved.getNow());
        } else {
            resolved.addListener((Future<SocketAddress> answer) -> {
                if (answer.isSuccess()) {
                    connect(server, answer.getNow());
                } else {
                    failed(server, answer.cause());
                }
            });
        }
    }

    private void await() {
        if (patience == null) {
            if (!backend.line().join(waiter)) {
                outcome.overloaded(Overload.QUEUE_FULL);
                return;
            }
            patience =
                    loop.schedule(
                            this::waitedTooLong,
                            backend.waitTimeout().toNanos(),
                            TimeUnit.NANOSECONDS);
        } else {
            backend.line().rejoin(waiter);
        }
        called = false;
        if (backend.hasRoom()) {
            // it came after we looked and before we waited
            backend.line().callNext();
        } else {
            backend.reclaim();
        }
    }

    private void called() {
        if (cancelled) {
            backend.line().callNext();
            return;
        }
        called = true;
        selection = selections.get();
        tryNext();
    }

    private void waitedTooLong() {
        cancelled = true;
        backend.line().leave(waiter);
        outcome.overloaded(Overload.WAIT_TIMEOUT);
    }

    private void endPatience() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    private void connect(Server server, SocketAddress address) {
        if (cancelled) {
            server.disconnected();
            server.finished();
            return;
        }
        Channel channel = network.transport().newChannel(address);
        attempt = channel;
        StreamOptions.apply(channel, bufferPerDirection);
        channel.config()
                .setOption(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(backend.connectTimeout().toMillis()));
        loop.register(channel)
                .addListener(registered -> {
                    if (registered.isSuccess()) {
                        channel.connect(network.transport().nativeAddress(address))
                                .addListener(done -> finished(server, channel, done));
                    } else {
                        channel.close();
                        failed(server, registered.cause());
                    }
                });
    }

    private void finished(Server server, Channel channel, Future<?> done) {
        if (done.isSuccess()) {
            server.connected();
            outcome.connected(server, channel);
        } else {
            channel.close();
            failed(server, done.cause());
        }
    }

    private void failed(Server server, Throwable cause) {
        server.finished();
        if (cancelled) {
            server.disconnected();
            return;
        }
        server.connectFailed();
        observer.backendConnectFailed(client, backend.name(), server.name(), cause);
        tryNext();
    }
}
