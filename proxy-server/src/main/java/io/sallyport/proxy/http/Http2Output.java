package io.sallyport.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/// Writes the message of one side of a stream: a head, a body as it comes, perhaps trailers (RFC 9113, section 8.1).
/// The head waits for what comes next, which may be the end: then it says so itself.
final class Http2Output {
    private final Http2ConnectionEncoder encoder;
    private final ChannelHandlerContext ctx;
    private final int stream;
    private final ChannelFutureListener sent;
    private final ChannelFutureListener endSent;
    private @Nullable Http2Headers head;
    private boolean bodyless;
    private boolean ended;

    /// @param sent hears of each frame when it has left
    /// @param endSent hears of the last one
    Http2Output(
            Http2ConnectionEncoder encoder,
            ChannelHandlerContext ctx,
            int stream,
            ChannelFutureListener sent,
            ChannelFutureListener endSent) {
        this.encoder = encoder;
        this.ctx = ctx;
        this.stream = stream;
        this.sent = sent;
        this.endSent = endSent;
    }

    /// Whether the end was written.
    boolean isEnded() {
        return ended;
    }

    /// @param withoutBody whether there is none, whatever comes of it
    void head(Http2Headers fields, boolean withoutBody) {
        head = fields;
        bodyless = withoutBody;
    }

    /// A head that is not the last, and has no body.
    void interim(Http2Headers fields) {
        headers(fields, false);
    }

    /// What comes after the end is thrown away.
    void content(HttpContent content) {
        if (ended) {
            content.release();
            return;
        }
        Http2Headers trailers = trailers(content);
        ended = content instanceof LastHttpContent;
        boolean endsHere = ended && trailers == null;
        if (!bodyless && content.content().isReadable()) {
            waitingHead(false);
            encoder.writeData(ctx, stream, content.content(), 0, endsHere, promise(endsHere));
        } else {
            content.release();
            if (endsHere && head == null) {
                encoder.writeData(ctx, stream, Unpooled.EMPTY_BUFFER, 0, true, promise(true));
            } else if (ended) {
                waitingHead(endsHere);
            }
        }
        if (trailers != null) {
            headers(trailers, true);
        }
    }

    /// Writes the head, if it still waits.
    void flush() {
        waitingHead(false);
    }

    /// Nothing more comes of it.
    void discard() {
        head = null;
        ended = true;
    }

    private void waitingHead(boolean ends) {
        Http2Headers waiting = head;
        if (waiting != null) {
            head = null;
            headers(waiting, ends);
        }
    }

    private void headers(Http2Headers fields, boolean ends) {
        encoder.writeHeaders(ctx, stream, fields, 0, ends, promise(ends));
    }

    private ChannelPromise promise(boolean ends) {
        return ctx.newPromise().addListener(ends ? endSent : sent);
    }

    private @Nullable Http2Headers trailers(HttpContent content) {
        return content instanceof LastHttpContent last
                        && !bodyless
                        && !last.trailingHeaders().isEmpty()
                ? Http2Fields.trailers(last.trailingHeaders())
                : null;
    }
}
