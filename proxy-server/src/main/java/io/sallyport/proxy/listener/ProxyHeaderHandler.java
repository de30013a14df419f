package io.sallyport.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeRecorder;
import io.sallyport.proxy.insight.RefusalCause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the header by which a trusted proxy in front tells who its client is (PROXY protocol, versions 1 and 2),
/// before anything else of the connection is looked at.
///
/// A proxy that speaks for itself (`LOCAL`), or does not know (`UNKNOWN`), or was reached by a Unix socket, leaves the
/// addresses as they are. Whatever else cannot be understood ends the connection: its client would be taken for
/// somebody else. On a listener with TLS the failure is one of its handshake.
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderHandler.class);

    private final ClientConnection connection;
    private final Waiting waiting;
    private final ProxyHeaderDecoder decoder = new ProxyHeaderDecoder();
    private final long startedNanos = System.nanoTime();
    private @Nullable ScheduledFuture<?> deadline;
    private boolean over;

    /// What is to happen.
    ///
    /// @param timeout from the accepted connection to the end of the header, and of a TLS handshake
    /// @param handshakeFailed called if there will be no TLS handshake because of the header; null without TLS
    /// @param admission whether the client that the header names may connect
    /// @param next begins what follows the header, in what is left of the time
    record Waiting(
            Duration timeout,
            @Nullable Runnable handshakeFailed,
            Predicate<SocketAddress> admission,
            Consumer<Duration> next) {}

    private ProxyHeaderHandler(ClientConnection connection, Waiting waiting) {
        this.connection = connection;
        this.waiting = waiting;
    }

    /// Waits on a channel that is not active yet.
    static void start(ClientConnection connection, Waiting waiting) {
        ProxyHeaderHandler handler = new ProxyHeaderHandler(connection, waiting);
        connection.channel().pipeline().addLast(handler.decoder, handler);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.enter(this);
        deadline =
                ctx.executor()
                        .schedule(
                                () -> fail(FailureReason.HANDSHAKE_TIMEOUT),
                                waiting.timeout().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        try {
            if (msg instanceof HAProxyMessage header) {
                read(ctx, header);
            }
        } finally {
            // what came behind a header that was not taken, too
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            fail(FailureReason.CLIENT_CLOSED);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case HAProxyProtocolException _ -> fail(FailureReason.INVALID_PROXY_HEADER);
            case IOException _ -> fail(FailureReason.CONNECTION_RESET);
            default -> {
                LOG.error("no PROXY header read on {}", ctx.channel(), cause);
                fail(FailureReason.INTERNAL_ERROR);
            }
        }
    }

    @Override
    public void stop() {
        fail(FailureReason.SERVER_STOPPED);
    }

    @Override
    public void closed() {
        fail(
                decoder.isReading()
                        ? FailureReason.INVALID_PROXY_HEADER
                        : FailureReason.CLIENT_CLOSED);
    }

    private void read(ChannelHandlerContext ctx, HAProxyMessage header) {
        if (over) {
            return;
        }
        switch (header.proxiedProtocol()) {
            case UNKNOWN, UNIX_STREAM -> {
                // the addresses of the socket are all that is known
            }
            case TCP4, TCP6 ->
                    connection.announced(
                            address(header.sourceAddress(), header.sourcePort()),
                            address(header.destinationAddress(), header.destinationPort()));
            case UDP4, UDP6, UNIX_DGRAM -> {
                fail(FailureReason.INVALID_PROXY_HEADER);
                return;
            }
        }
        ConnectionInfo info = connection.info();
        if (!waiting.admission().test(info.client())) {
            connection
                    .observer()
                    .connectionRefused(info.listener(), info.client(), RefusalCause.RATE_LIMITED);
            fail(FailureReason.RATE_LIMITED);
            return;
        }
        over = true;
        cancelDeadline();
        Channel channel = ctx.channel();
        waiting.next().accept(waiting.timeout().minusNanos(System.nanoTime() - startedNanos));
        channel.pipeline().remove(this);
    }

    private void fail(FailureReason reason) {
        if (over) {
            return;
        }
        over = true;
        cancelDeadline();
        Runnable handshakeFailed = waiting.handshakeFailed();
        if (handshakeFailed != null) {
            HandshakeRecorder recorder =
                    HandshakeRecorder.startedAt(
                            connection.info(), connection.observer(), startedNanos);
            recorder.received((int) Math.min(decoder.received(), Integer.MAX_VALUE));
            recorder.failedOutside(reason);
            connection.endedBy(CloseCause.HANDSHAKE_FAILED);
            handshakeFailed.run();
            connection.observer().handshakeFinished(recorder.finish());
        } else {
            connection.endedBy(cause(reason));
        }
        connection.channel().close();
    }

    private static CloseCause cause(FailureReason reason) {
        return switch (reason) {
            case CLIENT_CLOSED -> CloseCause.CLIENT_CLOSED;
            case CONNECTION_RESET -> CloseCause.CLIENT_RESET;
            case SERVER_STOPPED -> CloseCause.DRAIN_TIMEOUT;
            case RATE_LIMITED -> CloseCause.RATE_LIMITED;
            case INTERNAL_ERROR -> CloseCause.INTERNAL_ERROR;
            default -> CloseCause.INVALID_PROXY_HEADER;
        };
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /// The reader of the header has checked the address.
    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
}
