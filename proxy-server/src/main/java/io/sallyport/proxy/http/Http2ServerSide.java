package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection of HTTP/2 to a server that is known to speak it (RFC 9113, section 3.3), for as many exchanges at once
/// as the server takes. For its event loop alone.
final class Http2ServerSide extends Http2Side {
    private static final Logger LOG = LoggerFactory.getLogger(Http2ServerSide.class);

    /// As for connections of HTTP/1.1.
    private static final long IDLE_SECONDS = 60;

    /// Also where a server would take more: beyond that another connection does better. RFC 9113, section 6.5.2, wants
    /// no server to allow fewer.
    private static final int MOST_STREAMS = 100;

    /// The number of a stream has 31 bits, and none is used twice.
    private static final int LAST_STREAM = Integer.MAX_VALUE - 2;

    private final Server server;
    private final Map<Integer, Http2ServerStream> streams = new HashMap<>();
    private final Set<Http2ServerStream> touched = new LinkedHashSet<>();
    private @Nullable ScheduledFuture<?> idleTimer;
    private boolean ending;

    private Http2ServerSide(Server server, Channel channel, Http2Codec codec) {
        super(channel, codec);
        this.server = server;
        codec.decoder().frameListener(new Frames());
        connection().addListener(new Lives());
        codec.encoder()
                .flowController()
                .listener(stream -> {
                    Http2ServerStream of = streams.get(stream.id());
                    if (of != null) {
                        of.writable();
                    }
                });
    }

    /// Takes over a channel that has just been connected.
    ///
    /// @param opener for whom it was
    static Http2ServerSide open(
            Channel channel, Backend backend, Server server, ClientConnection opener) {
        opener.observer()
                .backendConnected(
                        opener.info(),
                        opener.session(),
                        backend.name(),
                        server.name(),
                        channel.localAddress());
        Http2ServerSide side = new Http2ServerSide(server, channel, Http2Codec.ofClient());
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        channel.closeFuture()
                .addListener(_ -> {
                    server.disconnected();
                    opener.observer()
                            .backendDisconnected(opener.info(), backend.name(), server.name());
                });
        channel.pipeline().addLast(new GatheredWrites(_ -> {}), side);
        Http2ServerPool.get().add(backend, server, side);
        channel.read();
        return side;
    }

    /// Whether another exchange can use it.
    boolean hasRoom() {
        return channel().isActive()
                && !ending
                && streams.size() < MOST_STREAMS
                && connection().local().canOpenStream()
                && connection().local().lastStreamCreated() < LAST_STREAM;
    }

    /// A stream for one exchange. Only if there is room.
    Http2ServerStream stream() {
        if (idleTimer != null) {
            idleTimer.cancel(false);
            idleTimer = null;
        }
        int id = connection().local().incrementAndGetNextStreamId();
        Http2ServerStream stream = new Http2ServerStream(this, id);
        streams.put(id, stream);
        return stream;
    }

    void reset(Http2Stream stream, Http2Error error) {
        if (stream.state() != Http2Stream.State.CLOSED) {
            encoder().writeRstStream(context(), stream.id(), error.code(), context().newPromise());
            flushSoon();
        }
    }

    /// No other exchange may use it any more; those that do go on.
    void end() {
        leave();
        if (streams.isEmpty()) {
            channel().close();
        }
    }

    /// Its exchange needs a stream no more.
    void streamOver(int id) {
        touched.remove(streams.remove(id));
        if (streams.isEmpty()) {
            if (ending) {
                channel().close();
            } else if (channel().isActive() && idleTimer == null) {
                idleTimer =
                        channel()
                                .eventLoop()
                                .schedule(
                                        (Runnable) channel()::close,
                                        IDLE_SECONDS,
                                        TimeUnit.SECONDS);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        for (Http2ServerStream stream : List.copyOf(touched)) {
            stream.readComplete();
        }
        touched.clear();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        leave();
        super.channelInactive(ctx);
        List.copyOf(streams.values()).forEach(Http2ServerStream::closed);
        streams.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            ctx.close();
        } else {
            onError(ctx, false, cause);
        }
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx,
            boolean outbound,
            Throwable cause,
            @Nullable Http2Exception http2) {
        boolean ours = http2 == null || http2.error() == Http2Error.INTERNAL_ERROR;
        if (ours && !(cause instanceof IOException)) {
            LOG.error("the exchange failed on {}", ctx.channel(), cause);
        }
        leave();
        List.copyOf(streams.values()).forEach(stream -> stream.unreadable(cause));
        super.onConnectionError(ctx, outbound, cause, http2);
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx,
            boolean outbound,
            Throwable cause,
            Http2Exception.StreamException http2) {
        Http2ServerStream of = streams.get(http2.streamId());
        if (of != null && !outbound) {
            of.unreadable(cause);
        }
        Http2Stream stream = connection().stream(http2.streamId());
        if (stream != null && stream.state() != Http2Stream.State.CLOSED) {
            super.onStreamError(ctx, outbound, cause, http2);
        }
    }

    /// Nobody else gets it.
    private void leave() {
        ending = true;
        Http2ServerPool.get().forget(server, this);
        if (idleTimer != null) {
            idleTimer.cancel(false);
            idleTimer = null;
        }
    }

    private void closed(Http2Stream stream) {
        Http2ServerStream over = streams.get(stream.id());
        if (over != null) {
            touched.remove(over);
            over.closed();
            streamOver(stream.id());
        }
    }

    /// What the server says of its connection and its streams.
    private final class Lives extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            closed(stream);
        }

        @Override
        public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
            streams.values().stream()
                    .filter(stream -> stream.id() > lastStreamId)
                    .forEach(Http2ServerStream::refused);
            end();
        }
    }

    private final class Frames extends Http2FrameAdapter {
        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
            Http2ServerStream stream = streams.get(streamId);
            if (stream != null && errorCode == Http2Error.REFUSED_STREAM.code()) {
                stream.refused();
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean endOfStream) {
            onHeadersRead(ctx, streamId, headers, padding, endOfStream);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int padding,
                boolean endOfStream) {
            Http2ServerStream stream = streams.get(streamId);
            if (stream != null) {
                touched.add(stream);
                stream.head(headers, endOfStream);
            }
        }

        @Override
        public int onDataRead(
                ChannelHandlerContext ctx,
                int streamId,
                ByteBuf data,
                int padding,
                boolean endOfStream) {
            Http2ServerStream stream = streams.get(streamId);
            if (stream == null) {
                return data.readableBytes() + padding;
            }
            touched.add(stream);
            stream.data(data, endOfStream);
            return padding;
        }
    }
}
