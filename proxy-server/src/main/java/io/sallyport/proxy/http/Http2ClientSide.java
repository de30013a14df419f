package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Ticker;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.HandshakeConfirmed;
import io.sallyport.proxy.forward.InputBroken;
import io.sallyport.proxy.forward.LingeringClose;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client's connection of HTTP/2 (RFC 9113): its ends, its errors, and what its streams need of it. For the
/// connection's event loop alone.
final class Http2ClientSide extends Http2Side implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Http2ClientSide.class);

    private final ServerConnect.Network network;
    private final ListenerSettings settings;
    private final Supplier<ListenerSettings> live;
    private final ClientConnection connection;
    private final OutputCloser outputCloser;
    private final Http2FrameLimits limits;
    private final Http2ClientStreams streams;
    private final Http2Drain drain;
    private final Http2Watch watch;
    private @Nullable CloseCause endWhenConfirmed;
    private int requests;
    private boolean ending;

    private Http2ClientSide(
            ServerConnect.Network network,
            ListenerSettings settings,
            Supplier<ListenerSettings> live,
            ClientConnection connection,
            OutputCloser outputCloser,
            Http2Codec codec) {
        super(connection.channel(), codec);
        this.network = network;
        this.settings = settings;
        this.live = live;
        this.connection = connection;
        this.outputCloser = outputCloser;
        this.limits = codec.limits();
        this.streams = new Http2ClientStreams(this, codec);
        this.drain = new Http2Drain(this);
        this.watch = new Http2Watch(this, streams, settings);
    }

    /// Begins to serve a connection. What it sends begins with the preface.
    static void open(
            ServerConnect.Network network,
            ListenerSettings settings,
            Supplier<ListenerSettings> live,
            ClientConnection connection,
            OutputCloser outputCloser) {
        Ticker clock = connection.channel().eventLoop().ticker();
        Http2Codec codec =
                Http2Codec.ofServer(
                        RequestLimits.of(settings.http()), settings.http().http2(), clock);
        Http2ClientSide side =
                new Http2ClientSide(network, settings, live, connection, outputCloser, codec);
        connection.enter(side);
        connection
                .channel()
                .pipeline()
                .addLast(
                        new GatheredWrites(bytes -> {
                            codec.limits().sent(bytes);
                            connection.transferred(Direction.OUT, bytes);
                        }),
                        side);
        side.watch.start();
        connection.channel().read();
    }

    /// Nanoseconds of a clock that never goes back.
    long now() {
        return channel().eventLoop().ticker().nanoTime();
    }

    ClientConnection client() {
        return connection;
    }

    ListenerSettings settings() {
        return settings;
    }

    /// A request was understood, and may be done.
    void begin(Http2ClientStream stream) {
        HttpRequest request = stream.request();
        requests++;
        OptionalInt most = settings.http().maxRequestsPerConnection();
        if (most.isPresent() && requests >= most.getAsInt()) {
            drain.start();
        }
        stream.begin(new Exchange(network, live.get(), connection, stream, request, true));
    }

    /// Makes frames of what was written, as far as windows allow.
    void writePending() {
        try {
            encoder().flowController().writePendingBytes();
        } catch (Http2Exception e) {
            onError(context(), true, e);
        }
    }

    /// Ends a stream on both sides, if it has not ended.
    void reset(Http2Stream stream, Http2Error error) {
        if (stream.state() == Http2Stream.State.CLOSED || ending) {
            return;
        }
        ChannelHandlerContext ctx = context();
        encoder().writeRstStream(ctx, stream.id(), error.code(), ctx.newPromise());
        flushSoon();
        if (error == Http2Error.PROTOCOL_ERROR || error == Http2Error.ENHANCE_YOUR_CALM) {
            provoked();
        }
    }

    /// Tells of a request that was refused before it was begun.
    void tell(HttpViolation violation) {
        streams.told(violation);
    }

    /// A stream is over.
    void streamClosed() {
        watch.streamClosed();
        if (drain.isAnnounced() && streams.isEmpty()) {
            end(CloseCause.ANSWERED);
        }
    }

    /// Nothing was asked for as long as is allowed.
    void idle() {
        goAway(Http2Error.NO_ERROR);
        end(CloseCause.IDLE_TIMEOUT);
    }

    /// What had to come in one go was not whole in the time allowed. The other streams end with it: nothing can come on
    /// them meanwhile.
    void timedOut(Http2Failure failure) {
        if (!ending && endWhenConfirmed == null) {
            fail(failure);
        }
    }

    /// Says which streams are the last, and that without an error; the connection goes on.
    ///
    /// @param last 2^31-1 if none is yet
    void announceEnd(int last) {
        ChannelHandlerContext ctx = context();
        goAway(ctx, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
        flushSoon();
        if (last != Integer.MAX_VALUE && streams.isEmpty()) {
            end(CloseCause.ANSWERED);
        }
    }

    void ping(long data) {
        ChannelHandlerContext ctx = context();
        encoder().writePing(ctx, false, data, ctx.newPromise());
        flushSoon();
    }

    void pingAnswered(long data) {
        drain.pingAnswered(data);
    }

    @Override
    public void drain() {
        if (!ending) {
            drain.start();
        }
    }

    @Override
    public void stop() {
        connection.endedBy(CloseCause.DRAIN_TIMEOUT);
        channel().close();
    }

    @Override
    public void dismiss() {
        if (!ending) {
            goAway(Http2Error.NO_ERROR);
            flush(context());
            outputCloser.closeOutput(channel());
        }
        channel().close();
    }

    @Override
    public void closed() {
        connection.endedBy(CloseCause.CLIENT_CLOSED);
        watch.stop();
        drain.stop();
        streams.abandonAll();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        ByteBuf bytes = (ByteBuf) msg;
        connection.transferred(Direction.IN, bytes.readableBytes());
        watch.received(bytes);
        super.channelRead(ctx, msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        streams.flushToServers();
        super.channelReadComplete(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            // without its WINDOW_UPDATE frames, answers do not get far
            streams.abandonAll();
            end(CloseCause.CLIENT_CLOSED);
        } else if (event == HandshakeConfirmed.EVENT) {
            streams.confirmed();
            if (endWhenConfirmed != null) {
                end(endWhenConfirmed);
            }
        } else if (event == InputBroken.EVENT) {
            streams.abandonAll();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            connection.endedBy(CloseCause.CLIENT_RESET);
            ctx.close();
        } else {
            onError(ctx, false, cause);
        }
    }

    /// Ends the connection, and tells why (RFC 9113, section 5.4.1).
    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx,
            boolean outbound,
            Throwable cause,
            @Nullable Http2Exception http2) {
        if (ending || !channel().isActive()) {
            return;
        }
        if (cause instanceof IOException) {
            // what was written did not arrive
            connection.endedBy(CloseCause.CLIENT_RESET);
            ctx.close();
            return;
        }
        Http2Failure failure = Http2Failure.of(http2);
        if (failure == Http2Failure.INTERNAL_ERROR) {
            LOG.error("http2 failed on {}", ctx.channel(), cause);
        }
        fail(failure);
    }

    private void fail(Http2Failure failure) {
        connection.observer().http2Failed(connection.info(), failure.id(), failure.sentence());
        goAway(failure.error());
        streams.abandonAll();
        end(
                failure == Http2Failure.INTERNAL_ERROR
                        ? CloseCause.INTERNAL_ERROR
                        : CloseCause.BAD_REQUEST);
    }

    /// A stream that the client has ended is not reset any more (RFC 9113, section 5.4.2).
    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx,
            boolean outbound,
            Throwable cause,
            Http2Exception.StreamException http2) {
        Http2Stream stream = connection().stream(http2.streamId());
        if (outbound && (stream == null || stream.state() == Http2Stream.State.CLOSED) || ending) {
            return;
        }
        super.onStreamError(ctx, outbound, cause, http2);
        if (!outbound) {
            provoked();
        }
    }

    /// More than what [RequestLimits] allow, and more than was worth decoding.
    @Override
    protected void handleServerHeaderDecodeSizeError(
            ChannelHandlerContext ctx, Http2Stream stream) {
        streams.told(HttpViolation.HEADER_TOO_LARGE);
        super.handleServerHeaderDecodeSizeError(ctx, stream);
    }

    private void provoked() {
        try {
            limits.provoked();
        } catch (Http2Flood flood) {
            onConnectionError(context(), false, flood, flood);
        }
    }

    /// Closes when everything that was written is sent. Not before the handshake is over: how it ends is to be known.
    private void end(CloseCause why) {
        if (!connection.isConfirmed()) {
            endWhenConfirmed = why;
            flush(context());
        } else if (!ending) {
            ending = true;
            connection.endedBy(why);
            watch.stop();
            drain.stop();
            flush(context());
            if (channel().isActive()) {
                LingeringClose.start(channel(), outputCloser.closeOutput(channel()));
            } else {
                StreamEnd.close(channel());
            }
        }
    }
}
