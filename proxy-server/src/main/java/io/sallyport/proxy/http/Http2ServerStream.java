package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One stream of a connection of HTTP/2 to a server, which one exchange uses.
///
/// What the server sends is passed on as it comes, which is a stream's window at most; the window is opened again when
/// the exchange asks for more.
final class Http2ServerStream implements ServerStream {
    private final Http2ServerSide side;
    private final int id;
    private final Http2Output output;
    private @Nullable Exchange exchange;
    private int unread;
    private boolean answerBegun;
    private boolean answerEnded;
    private boolean refused;

    Http2ServerStream(Http2ServerSide side, int id) {
        this.side = side;
        this.id = id;
        this.output =
                new Http2Output(side.encoder(), side.context(), id, this::written, this::written);
    }

    @Override
    public void begin(Exchange next) {
        exchange = next;
    }

    @Override
    public void write(Object message) {
        switch (message) {
            case HttpRequest request -> output.head(Http2Fields.ofRequest(request), false);
            case HttpContent content -> output.content(content);
            default -> {
                ReferenceCountUtil.release(message);
                throw new IllegalArgumentException("not a part of a request: " + message);
            }
        }
    }

    @Override
    public void flush() {
        output.flush();
        side.flushSoon();
    }

    /// Before its head is sent, a stream has the window that all have at first.
    @Override
    public boolean isWritable() {
        Http2Stream stream = stream();
        return stream == null
                ? side.channel().isWritable()
                : side.encoder().flowController().isWritable(stream);
    }

    @Override
    public void read() {
        Http2Stream stream = stream();
        int taken = unread;
        unread = 0;
        if (stream != null && taken > 0) {
            side.consumed(stream, taken);
        }
    }

    /// A stream is for one exchange only.
    @Override
    public void release() {
        over(Http2Error.NO_ERROR);
    }

    @Override
    public void close() {
        over(Http2Error.CANCEL);
    }

    void head(Http2Headers fields, boolean ends) {
        if (answerBegun) {
            trailers(fields, ends);
            return;
        }
        int code = HttpResponseStatus.parseLine(fields.status()).code();
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code));
        copy(fields, head.headers());
        answerBegun = !AnswerHead.isInterim(head);
        tell(head);
        if (!answerBegun) {
            tell(LastHttpContent.EMPTY_LAST_CONTENT);
        } else if (ends) {
            end(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    /// @param data stays the caller's
    void data(ByteBuf data, boolean ends) {
        int bytes = data.readableBytes();
        unread += bytes;
        ByteBuf part = data.readRetainedSlice(bytes);
        if (ends) {
            end(new DefaultLastHttpContent(part));
        } else {
            tell(new DefaultHttpContent(part));
        }
    }

    /// All that came together was told.
    void readComplete() {
        if (exchange != null) {
            exchange.serverReadComplete();
        }
    }

    void writable() {
        if (exchange != null && isWritable()) {
            exchange.serverWritable();
        }
    }

    /// What the server sent is no answer.
    void unreadable(Throwable cause) {
        LastHttpContent broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        broken.setDecoderResult(DecoderResult.failure(cause));
        tell(broken);
    }

    int id() {
        return id;
    }

    /// The server says that it has not begun with it, and will not.
    void refused() {
        refused = true;
    }

    /// The stream is over, whatever ended it.
    void closed() {
        output.discard();
        Exchange current = exchange;
        exchange = null;
        if (current == null) {
            return;
        }
        if (refused) {
            current.serverRefused();
        } else {
            current.serverGone();
        }
    }

    /// What could not be written cannot be answered.
    private void written(Future<?> done) {
        if (!done.isSuccess()) {
            closed();
        }
    }

    private void trailers(Http2Headers fields, boolean ends) {
        LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        copy(fields, end.trailingHeaders());
        if (ends) {
            end(end);
        }
    }

    private void end(LastHttpContent content) {
        answerEnded = true;
        tell(content);
    }

    private void tell(Object message) {
        if (exchange == null) {
            ReferenceCountUtil.release(message);
        } else {
            exchange.fromServer(message);
        }
    }

    private void over(Http2Error otherwise) {
        exchange = null;
        Http2Stream stream = stream();
        if (stream != null && (!answerEnded || !output.isEnded())) {
            side.reset(stream, otherwise);
        }
        output.discard();
        side.streamOver(id);
    }

    private @Nullable Http2Stream stream() {
        return side.connection().stream(id);
    }

    private static void copy(Http2Headers from, HttpHeaders to) {
        for (Map.Entry<CharSequence, CharSequence> field : from) {
            if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(field.getKey())) {
                to.add(field.getKey(), field.getValue());
            }
        }
    }
}
