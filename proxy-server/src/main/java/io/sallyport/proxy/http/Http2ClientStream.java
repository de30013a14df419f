package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Future;
import io.sallyport.proxy.insight.CloseCause;
import org.jspecify.annotations.Nullable;

/// One stream of a client's connection of HTTP/2: a request, and its answer. What the client may send is what the
/// server has taken; what the server is asked for is what the client takes.
///
/// One that asks for a WebSocket (RFC 8441) has no body before it is one: what comes early waits.
final class Http2ClientStream implements RequestStream {
    private final Http2ClientSide side;
    private final Http2Stream stream;
    private final HttpRequest request;
    private final long length;
    private final int fieldBytes;
    private final boolean webSocket;
    private final WaitingBody body;
    private final Http2Output output;
    private @Nullable Exchange exchange;
    private long lastMoved;
    private long received;
    private boolean interim;
    private boolean pumping;
    private boolean requestEnded;
    private boolean answerSent;
    private boolean asked;
    private @Nullable Http2Error resetBy;

    /// @param length of the body, or -1 if its end will tell
    /// @param fieldBytes of the header fields
    /// @param webSocket whether it is to become one
    Http2ClientStream(
            Http2ClientSide side,
            Http2Stream stream,
            HttpRequest request,
            long length,
            int fieldBytes,
            boolean webSocket) {
        this.side = side;
        this.stream = stream;
        this.request = request;
        this.length = length;
        this.fieldBytes = fieldBytes;
        this.webSocket = webSocket;
        this.body = new WaitingBody(side.channel().alloc());
        this.output =
                new Http2Output(
                        side.encoder(),
                        side.context(),
                        stream.id(),
                        this::frameSent,
                        this::answerSent);
        this.lastMoved = side.now();
    }

    HttpRequest request() {
        return request;
    }

    int fieldBytes() {
        return fieldBytes;
    }

    /// Of the clock of [Http2ClientSide#now].
    long lastMoved() {
        return lastMoved;
    }

    /// Whether it has become a WebSocket.
    boolean isTunnel() {
        return exchange != null && exchange.isTunnel();
    }

    /// Goes to a server, or gets the answer that it gets without one.
    void begin(Exchange begun) {
        exchange = begun;
        begun.start();
    }

    /// Some of the body has come.
    ///
    /// @param data stays the caller's
    void received(ByteBuf data) {
        lastMoved = side.now();
        received += data.readableBytes();
        if (length >= 0 && received > length) {
            refuse(HttpViolation.CONTENT_LENGTH_DIFFERS);
        } else {
            body.add(data);
        }
    }

    /// The body has come whole.
    ///
    /// @param trailers with trailers or without
    void ended(LastHttpContent trailers) {
        requestEnded = true;
        if (length >= 0 && received != length) {
            refuse(HttpViolation.CONTENT_LENGTH_DIFFERS);
        } else {
            body.end(trailers);
        }
    }

    /// The request breaks a rule (RFC 9113, section 8.1.1).
    void refuse(HttpViolation violation) {
        resetBy = Http2Error.PROTOCOL_ERROR;
        Exchange current = exchange;
        if (current != null) {
            current.refuse(violation);
        } else if (!output.isEnded()) {
            side.tell(violation);
            answerRefused(violation);
        }
    }

    /// Whether it was to be empty and was not begun before its end, which has come now.
    boolean isSeenEmpty() {
        return length == 0 && exchange == null && !output.isEnded();
    }

    /// Answers a request that was not understood.
    void answerRefused(HttpViolation violation) {
        resetBy = Http2Error.PROTOCOL_ERROR;
        answerOurselves(OwnAnswer.of(violation.status(), violation.sentence()), request, false);
        answered(false);
    }

    /// More of the answer can be written.
    void writable() {
        if (exchange != null && isWritable()) {
            exchange.clientWritable();
        }
    }

    void flushToServer() {
        if (exchange != null) {
            exchange.flushToServer();
        }
    }

    /// Nothing moved for as long as is allowed.
    void idle() {
        lastMoved = side.now();
        Exchange current = exchange;
        if (current == null) {
            resetBy = Http2Error.CANCEL;
            reset();
        } else if (current.isTunnel()) {
            current.fail(HttpFailure.TUNNEL_IDLE);
        } else if (current.watchesIdleness()) {
            // its route says how long it may take
            return;
        } else if (!current.isRequestComplete() && current.takesBody()) {
            current.fail(HttpFailure.REQUEST_TIMEOUT);
        } else if (!isWritable()) {
            current.abandon(HttpFailure.ANSWER_NOT_TAKEN);
            exchange = null;
            resetBy = Http2Error.ENHANCE_YOUR_CALM;
            reset();
        } else {
            current.fail(HttpFailure.BACKEND_TIMEOUT);
        }
    }

    /// The stream is over, whatever ended it.
    void closed() {
        body.discard();
        output.discard();
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.abandon(HttpFailure.CLIENT_CLOSED);
        }
    }

    @Override
    public boolean isWritable() {
        return side.isWritable(stream);
    }

    @Override
    public boolean writeHead(HttpResponse answer, HttpRequest to, boolean keepAlive) {
        int code = answer.status().code();
        output.head(
                Http2Fields.ofAnswer(answer),
                to.method().equals(HttpMethod.HEAD) || code == 204 || code == 304);
        return true;
    }

    @Override
    public void writeInterim(HttpResponse answer, HttpRequest to) {
        interim = true;
        output.interim(Http2Fields.ofAnswer(answer));
    }

    @Override
    public void write(HttpContent content) {
        if (interim) {
            interim = !(content instanceof LastHttpContent);
            content.release();
        } else {
            output.content(content);
        }
    }

    @Override
    public void flush() {
        output.flush();
        side.flushSoon();
    }

    @Override
    public boolean canTunnel() {
        return webSocket;
    }

    @Override
    public boolean tunnelsBySuccess() {
        return webSocket;
    }

    @Override
    public void tunnel(HttpResponse head) {
        WebSocketUpgrade.agreeInstead(head);
        output.head(Http2Fields.ofAnswer(head), false);
        flush();
    }

    @Override
    public void answerOurselves(FullHttpResponse answer, HttpRequest to, boolean keepAlive) {
        writeHead(answer, to, keepAlive);
        write(answer);
    }

    @Override
    public void answered(boolean keepAlive) {
        exchange = null;
        if (!requestEnded && resetBy == null) {
            // the client need not go on (RFC 9113, section 8.1)
            resetBy = Http2Error.NO_ERROR;
        }
        if (resetBy == Http2Error.PROTOCOL_ERROR) {
            // before the answer ends the stream by itself: the client is to know that it was wrong
            side.writePending();
            reset();
        } else if (answerSent) {
            reset();
        }
        side.flushSoon();
    }

    @Override
    public boolean discardsBody() {
        return body.discard();
    }

    @Override
    public void abort(CloseCause why) {
        if (resetBy == null) {
            // of a tunnel it is what a reset is of a connection (RFC 8441, section 5)
            resetBy = isTunnel() ? Http2Error.CANCEL : Http2Error.INTERNAL_ERROR;
        }
        exchange = null;
        reset();
    }

    @Override
    public void pump() {
        feed();
        flushToServer();
    }

    /// Hands on what has come, as far as the server takes it, and lets the client send as much again.
    void feed() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            Exchange current = exchange;
            while (current != null
                    && !current.isRequestComplete()
                    && current.takesBody()
                    && (asksFirst() || !body.isEmpty())) {
                HttpContent content = next();
                int bytes = content.content().readableBytes();
                lastMoved = side.now();
                current.fromClient(content);
                side.consumed(stream, bytes);
                current = exchange;
            }
        } finally {
            pumping = false;
        }
    }

    /// Whether the request ends by its head, and that was not said yet.
    private boolean asksFirst() {
        return webSocket && !asked;
    }

    private HttpContent next() {
        if (asksFirst()) {
            asked = true;
            return LastHttpContent.EMPTY_LAST_CONTENT;
        }
        return body.take();
    }

    private void frameSent(Future<?> done) {
        if (done.isSuccess()) {
            lastMoved = side.now();
        }
    }

    private void answerSent(Future<?> done) {
        frameSent(done);
        answerSent = true;
        if (exchange == null) {
            reset();
        }
    }

    /// If there is a reason to: what the stream has not ended by itself.
    private void reset() {
        if (resetBy != null) {
            side.reset(stream, resetBy);
        }
    }
}
