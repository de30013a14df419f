package io.sallyport.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class TransportTest {
    private EventLoopGroup loops;

    static Stream<Transport> transports() {
        return Stream.of(Transport.EPOLL, Transport.NIO).filter(Transport::isAvailable);
    }

    @AfterEach
    void stop() {
        if (loops != null) {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everyAddressOfIpv4IsNoneOfIpv6(Transport transport) throws Exception {
        assumeTrue(hasIpv6());
        InetSocketAddress bound = bound(transport, "0.0.0.0");
        assertThat(bound.getAddress()).isInstanceOf(Inet4Address.class);
        connect("127.0.0.1", bound);
        assertThatThrownBy(() -> connect("::1", bound)).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everyAddressOfIpv6IsOneOfIpv4Too(Transport transport) throws Exception {
        assumeTrue(hasIpv6());
        InetSocketAddress bound = bound(transport, "::");
        connect("127.0.0.1", bound);
        connect("::1", bound);
    }

    private InetSocketAddress bound(Transport transport, String host) throws IOException {
        loops = transport.newEventLoops(1);
        var address = new InetSocketAddress(InetAddress.getByName(host), 0);
        return (InetSocketAddress)
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(() -> transport.newServerChannel(address))
                        .childHandler(new ChannelInboundHandlerAdapter())
                        .bind(address)
                        .syncUninterruptibly()
                        .channel()
                        .localAddress();
    }

    private static void connect(String host, InetSocketAddress bound) throws IOException {
        new Socket(InetAddress.getByName(host), bound.getPort()).close();
    }

    private static boolean hasIpv6() {
        try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
