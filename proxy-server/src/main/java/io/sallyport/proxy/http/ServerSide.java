package io.sallyport.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.forward.StreamOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to a server, which one exchange uses after the other. For its event loop alone.
///
/// Between exchanges it waits for its end: a server that says something unasked is not listened to.
final class ServerSide extends ChannelInboundHandlerAdapter implements ServerStream {
    private static final Logger LOG = LoggerFactory.getLogger(ServerSide.class);

    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LARGEST_HEAD = 64 * 1024;

    private final Backend backend;
    private final Server server;
    private final Channel channel;
    private @Nullable Exchange exchange;
    private @Nullable ScheduledFuture<?> idleTimer;
    private boolean reading;
    private boolean unflushed;

    private ServerSide(Backend backend, Server server, Channel channel) {
        this.backend = backend;
        this.server = server;
        this.channel = channel;
    }

    /// Takes over a channel that has just been connected.
    ///
    /// @param opener for whom it was
    static ServerSide open(
            Channel channel, Backend backend, Server server, ClientConnection opener) {
        opener.observer()
                .backendConnected(
                        opener.info(),
                        opener.session(),
                        backend.name(),
                        server.name(),
                        channel.localAddress());
        ServerSide side = new ServerSide(backend, server, channel);
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        channel.closeFuture()
                .addListener(_ -> {
                    server.disconnected();
                    opener.observer()
                            .backendDisconnected(opener.info(), backend.name(), server.name());
                });
        channel.pipeline().addLast(new HttpClientCodec(config(), false, false), side);
        return side;
    }

    private static HttpDecoderConfig config() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setMaxChunkSize(StreamOptions.MAX_READ);
    }

    boolean isUsable() {
        return channel.isActive();
    }

    @Override
    public void begin(Exchange next) {
        exchange = next;
        if (idleTimer != null) {
            idleTimer.cancel(false);
            idleTimer = null;
        }
        read();
    }

    @Override
    public boolean canTunnel() {
        return true;
    }

    @Override
    public void tunnel() {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        TunnelCodec tunnel = new TunnelCodec(() -> StreamEnd.shutdownOutput(channel));
        channel.pipeline().replace(HttpClientCodec.class, null, tunnel);
    }

    @Override
    public void release() {
        exchange = null;
        EventLoop loop = channel.eventLoop();
        boolean forNext = backend.line().isNext(loop);
        // somebody on another event loop cannot have this connection, but its place
        if (channel.isActive()
                && (forNext || backend.line().isEmpty())
                && ServerPool.get().keep(backend, server, this, loop)) {
            idleTimer =
                    loop.schedule(
                            this::close,
                            backend.keepAlive().timeout().toNanos(),
                            TimeUnit.NANOSECONDS);
            read();
            if (forNext) {
                backend.line().callNext();
            }
        } else {
            close();
        }
    }

    @Override
    public void close() {
        exchange = null;
        ServerPool.get().forget(server, this);
        channel.close();
    }

    @Override
    public void write(Object message) {
        unflushed = true;
        channel.write(message, channel.voidPromise());
    }

    @Override
    public void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void read() {
        if (!reading) {
            reading = true;
            channel.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (exchange == null) {
            ReferenceCountUtil.release(msg);
            close();
        } else {
            exchange.fromServer(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (exchange == null) {
            read();
        } else {
            exchange.serverReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && channel.isWritable()) {
            exchange.serverWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (idleTimer != null) {
            idleTimer.cancel(false);
        }
        ServerPool.get().forget(server, this);
        Exchange ended = exchange;
        exchange = null;
        if (ended != null) {
            ended.serverGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("the exchange failed on {}", ctx.channel(), cause);
        }
        ctx.close();
    }
}
