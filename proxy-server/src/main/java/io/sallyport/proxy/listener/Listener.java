package io.sallyport.proxy.listener;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.EventExecutor;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.runtime.LiveSnapshot;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.crypto.CryptoProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// The listening sockets of one listener.
///
/// Where the transport allows it, every event loop listens by a socket of its own on the same address
/// (SO_REUSEPORT): a connection stays on the loop that accepted it, and nothing is handed over.
public final class Listener {
    /// Connections that the kernel keeps until they are accepted; cut to `net.core.somaxconn`.
    private static final int BACKLOG = 4096;

    private final String name;
    private final Acceptor acceptor;
    private final List<Channel> sockets;

    /// What all listeners of a process share.
    ///
    /// @param live asked by listener name for each connection
    /// @param signers where slow private keys do their work, and client certificates are checked
    public record Context(
            LiveSnapshot live,
            CryptoProvider crypto,
            Executor signers,
            ServerConnect.Network network,
            TrafficObserver observer,
            Connections connections,
            ClientReview review) {

        Transport transport() {
            return network.transport();
        }
    }

    private Listener(String name, Acceptor acceptor, List<Channel> sockets) {
        this.name = name;
        this.acceptor = acceptor;
        this.sockets = sockets;
    }

    /// Starts listening. Connections are accepted from now on.
    ///
    /// @param address port 0 means any free one, see [#address]
    /// @throws BindException if the address is taken or cannot be used; nothing listens then
    public static Listener bind(
            String name, InetSocketAddress address, EventLoopGroup loops, Context context)
            throws BindException {
        Acceptor acceptor = new Acceptor(name, context);
        Sockets sockets = new Sockets(name, loops, context.transport(), acceptor);
        return new Listener(name, acceptor, sockets.bind(address));
    }

    public String name() {
        return name;
    }

    /// Where it really listens.
    public SocketAddress address() {
        return sockets.getFirst().localAddress();
    }

    /// Stops listening. Connections that are open stay open.
    public void close() {
        acceptor.drain();
        sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    }

    /// Opens the sockets of one listener.
    private record Sockets(
            String name, EventLoopGroup loops, Transport transport, Acceptor acceptor) {

        List<Channel> bind(InetSocketAddress address) throws BindException {
            if (!transport.sharesPorts()) {
                return List.of(bind(address, loops, loops, false));
            }
            refuseTakenPort(address);
            List<Channel> bound = new ArrayList<>();
            try {
                SocketAddress shared = address;
                for (EventExecutor executor : loops) {
                    EventLoop loop = (EventLoop) executor;
                    Channel channel = bind(shared, loop, loop, true);
                    bound.add(channel);
                    shared = channel.localAddress();
                }
                return List.copyOf(bound);
            } catch (BindException e) {
                bound.forEach(channel -> channel.close().awaitUninterruptibly());
                throw e;
            }
        }

        /// Two processes of one user could share a port by SO_REUSEPORT without knowing of each other.
        private void refuseTakenPort(InetSocketAddress address) throws BindException {
            if (address.getPort() != 0) {
                EventLoop loop = loops.next();
                bind(address, loop, loop, false).close().awaitUninterruptibly();
            }
        }

        private Channel bind(
                SocketAddress address,
                EventLoopGroup acceptLoops,
                EventLoopGroup loops,
                boolean shared)
                throws BindException {
            ServerBootstrap bootstrap =
                    new ServerBootstrap()
                            .group(acceptLoops, loops)
                            .channelFactory(() -> transport.newServerChannel(address))
                            .option(ChannelOption.SO_BACKLOG, BACKLOG)
                            .option(ChannelOption.SO_REUSEADDR, true)
                            .childHandler(acceptor);
            if (shared) {
                bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
            }
            ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw new BindException("listener " + name, address, bound.cause());
            }
            return bound.channel();
        }
    }
}
