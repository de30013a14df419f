package io.sallyport.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A way to do I/O, with the channels that belong to it.
public enum Transport {
    /// Linux's epoll through Netty's native library.
    EPOLL {
        @Override
        @Nullable Throwable unavailabilityCause() {
            return Epoll.unavailabilityCause();
        }

        @Override
        IoHandlerFactory handlers() {
            return PatientEpollHandler.newFactory();
        }

        @Override
        public ServerChannel newServerChannel(SocketAddress local) {
            return isIpv4(local)
                    ? new EpollServerSocketChannel(SocketProtocolFamily.INET)
                    : new EpollServerSocketChannel();
        }

        @Override
        Channel newTcpChannel(SocketAddress remote) {
            // a socket of IPv6 would reach it, too, by a system call more and a longer way through
            // the kernel
            return isIpv4(remote)
                    ? new EpollSocketChannel(SocketProtocolFamily.INET)
                    : new EpollSocketChannel();
        }

        @Override
        Channel newUnixChannel() {
            return new EpollDomainSocketChannel();
        }
    },

    /// Linux's io_uring through Netty's native library; many container runtimes forbid it.
    IO_URING {
        @Override
        @Nullable Throwable unavailabilityCause() {
            return IoUring.unavailabilityCause();
        }

        @Override
        IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        // Netty gives no choice: this is of IPv6, and `0.0.0.0` takes clients of both.
        @Override
        public ServerChannel newServerChannel(SocketAddress local) {
            return new IoUringServerSocketChannel();
        }

        @Override
        Channel newTcpChannel(SocketAddress remote) {
            return new IoUringSocketChannel();
        }

        @Override
        Channel newUnixChannel() {
            return new IoUringDomainSocketChannel();
        }
    },

    /// The JDK's selectors: everywhere, and slower.
    NIO {
        @Override
        @Nullable Throwable unavailabilityCause() {
            return null;
        }

        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        public ServerChannel newServerChannel(SocketAddress local) {
            return isIpv4(local)
                    ? new NioServerSocketChannel(
                            SelectorProvider.provider(), SocketProtocolFamily.INET)
                    : new NioServerSocketChannel();
        }

        @Override
        Channel newTcpChannel(SocketAddress remote) {
            return new NioSocketChannel();
        }

        @Override
        Channel newUnixChannel() {
            return new NioDomainSocketChannel();
        }
    };

    /// The best that works on this machine without asking for special rights.
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /// The name in configuration and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether this machine has it.
    public boolean isAvailable() {
        return unavailabilityCause() == null;
    }

    /// Whether several sockets can listen on one address, the kernel sharing connections out among them
    /// (SO_REUSEPORT as Linux does it).
    public boolean sharesPorts() {
        return this != NIO;
    }

    /// Starts event loops.
    ///
    /// @param threads one loop each
    /// @throws TransportUnavailableException if this machine does not have the transport
    public MultiThreadIoEventLoopGroup newEventLoops(int threads) {
        Throwable cause = unavailabilityCause();
        if (cause != null) {
            throw new TransportUnavailableException(this, cause);
        }
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("sallyport-" + id()), handlers());
    }

    /// A channel that can be bound to the TCP address. One of IPv4 takes clients of IPv4 alone, `0.0.0.0`
    /// too; `[::]` takes both.
    public abstract ServerChannel newServerChannel(SocketAddress local);

    /// A channel that can connect to the address.
    public Channel newChannel(SocketAddress remote) {
        return remote instanceof UnixDomainSocketAddress ? newUnixChannel() : newTcpChannel(remote);
    }

    /// The address as the channels of this transport want it.
    public SocketAddress nativeAddress(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix && this != NIO
                ? new DomainSocketAddress(unix.getPath().toString())
                : address;
    }

    private static boolean isIpv4(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                && inet.getAddress() instanceof Inet4Address;
    }

    abstract @Nullable Throwable unavailabilityCause();

    abstract IoHandlerFactory handlers();

    abstract Channel newTcpChannel(SocketAddress remote);

    abstract Channel newUnixChannel();
}
