package io.sallyport.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection of HTTP/2 (RFC 9113), as far as it does not matter who is at its other end: windows, and when what was
/// written is sent. For the connection's event loop alone.
abstract sealed class Http2Side extends Http2ConnectionHandler
        permits Http2ClientSide, Http2ServerSide {
    private final Channel channel;
    private final int connectionWindow;
    private @Nullable ChannelHandlerContext context;
    private boolean flushPlanned;

    Http2Side(Channel channel, Http2Codec codec) {
        super(codec.decoder(), codec.encoder(), codec.settings(), true, false);
        this.channel = channel;
        this.connectionWindow = codec.connectionWindow();
    }

    final Channel channel() {
        return channel;
    }

    final ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    /// Whether more can be written to a stream.
    final boolean isWritable(Http2Stream stream) {
        return encoder().flowController().isWritable(stream);
    }

    /// Sends what was written when all that happens just now has happened: other streams may write, too.
    final void flushSoon() {
        if (!flushPlanned) {
            flushPlanned = true;
            channel.eventLoop().execute(this::flushPlanned);
        }
    }

    /// Bytes of a stream's body were taken, and as many may come.
    final void consumed(Http2Stream stream, int bytes) {
        try {
            if (decoder().flowController().consumeBytes(stream, bytes)) {
                flushSoon();
            }
        } catch (Http2Exception e) {
            onError(context(), true, e);
        }
    }

    /// Says that no more streams are begun, and why (RFC 9113, section 6.8). Not by the codec's own way, which closes at
    /// once, and so makes the peer lose the frame.
    final void goAway(Http2Error error) {
        ChannelHandlerContext ctx = context();
        int last = connection().remote().lastStreamCreated();
        try {
            if (connection().goAwaySent(last, error.code(), Unpooled.EMPTY_BUFFER)) {
                encoder()
                        .frameWriter()
                        .writeGoAway(
                                ctx, last, error.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
            }
        } catch (Http2Exception e) {
            throw new IllegalStateException("the last stream is never a later one", e);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
        Http2Codec.openConnectionWindow(this, connectionWindow);
        ctx.flush();
    }

    private void flushPlanned() {
        flushPlanned = false;
        if (!context().isRemoved()) {
            flush(context());
        }
    }
}
