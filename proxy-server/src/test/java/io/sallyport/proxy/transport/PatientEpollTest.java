package io.sallyport.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What epoll tells of the end of a stream, and what becomes of it.
@Timeout(30)
class PatientEpollTest {
    private static final int BUFFER = 1024;
    private static final int TURNS = 20;

    /// Of a connection whose peer has ended its stream (Linux, include/net/tcp_states.h).
    private static final int CLOSE_WAIT = 8;

    private static final String OVER = "turn over";

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private MultiThreadIoEventLoopGroup loops;
    private Channel server;
    private volatile boolean readsOn;

    @BeforeEach
    void listen() {
        assumeTrue(Transport.EPOLL.isAvailable());
        loops = Transport.EPOLL.newEventLoops(1);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server =
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(() -> Transport.EPOLL.newServerChannel(address))
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(BUFFER).maxMessagesPerRead(1))
                        .childHandler(new Reader())
                        .bind(address)
                        .syncUninterruptibly()
                        .channel();
    }

    @AfterEach
    void stop() {
        if (loops != null) {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void readsNoMoreThanIsAskedForOfAStreamThatHasEnded() throws Exception {
        EpollSocketChannel channel = connectedToOneThatSent(20 * BUFFER);
        channel.read();
        turnsTold(1);
        turn(channel.eventLoop());
        assertThat(seen).containsExactly("1024 bytes", OVER);
        channel.read();
        turnsTold(2);
        turn(channel.eventLoop());
        assertThat(seen).containsExactly("1024 bytes", OVER, "1024 bytes", OVER);
    }

    @Test
    void findsTheEndInTheTurnOfTheLastBytes() throws Exception {
        EpollSocketChannel channel = connectedToOneThatSent(10);
        readsOn = true;
        channel.read();
        ended.get();
        turnsTold(1);
        assertThat(seen).containsExactly("10 bytes", "end", OVER);
    }

    @Test
    void findsTheEndOfALongStreamInTheEnd() throws Exception {
        EpollSocketChannel channel = connectedToOneThatSent(20 * BUFFER);
        readsOn = true;
        channel.read();
        ended.get();
        assertThat(seen.stream().filter("1024 bytes"::equals)).hasSize(20);
    }

    /// The first byte has been read; the others have come whole, with the end of the stream, but nobody asked for them.
    private EpollSocketChannel connectedToOneThatSent(int bytes) throws Exception {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(0);
            EpollSocketChannel channel = (EpollSocketChannel) accepted.get();
            channel.read();
            turnsTold(1);
            client.getOutputStream().write(new byte[bytes]);
            client.shutdownOutput();
            while (channel.tcpInfo().state() != CLOSE_WAIT) {
                Thread.onSpinWait();
            }
            seen.clear();
            return channel;
        }
    }

    private void turnsTold(int count) {
        while (seen.stream().filter(OVER::equals).count() < count) {
            Thread.onSpinWait();
        }
    }

    /// Some turns of the loop, in which nothing more is to happen.
    private static void turn(EventLoop loop) throws Exception {
        for (int turns = 0; turns < TURNS; turns++) {
            loop.submit(() -> {}).get();
        }
    }

    private final class Reader extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            accepted.complete(context.channel());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            seen.add(((ByteBuf) message).readableBytes() + " bytes");
            ReferenceCountUtil.release(message);
            context.executor().execute(() -> seen.add(OVER));
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (readsOn) {
                context.read();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                seen.add("end");
                ended.complete(null);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ended.completeExceptionally(cause);
        }
    }
}
