package io.sallyport.proxy.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.runtime.ListenerSettings;
import org.jspecify.annotations.Nullable;

/// One request and its answer, from head to last byte. Bodies flow in both directions at once, and only as fast
/// as the slower side takes them. For the connection's event loop alone.
final class Exchange implements ServerConnect.Outcome {
    private final ServerConnect.Network network;
    private final ListenerSettings settings;
    private final ClientConnection connection;
    private final ClientSide client;
    private final HttpRequest request;
    private final long startedNanos = System.nanoTime();
    private boolean keepAlive;
    private @Nullable ServerConnect connect;
    private @Nullable ServerSide server;
    private @Nullable Server taken;
    private @Nullable String reason;
    private @Nullable String explanation;
    private boolean reused;
    private boolean retried;
    private boolean bodySent;
    private boolean requestComplete;
    private boolean interim;
    private boolean serverGoesOn;
    private boolean answerWhole;
    private int status;
    private long bytesOut;
    private boolean over;

    /// @param keepAlive whether the client wants to go on afterwards
    Exchange(
            ServerConnect.Network network,
            ListenerSettings settings,
            ClientConnection connection,
            ClientSide client,
            HttpRequest request,
            boolean keepAlive) {
        this.network = network;
        this.settings = settings;
        this.connection = connection;
        this.client = client;
        this.request = request;
        this.keepAlive = keepAlive;
    }

    /// Looks for a server.
    void start() {
        ServerConnect attempt =
                ServerConnect.start(
                        network,
                        connection,
                        settings.backend(),
                        settings.bufferPerDirection(),
                        this);
        if (server == null && !over) {
            connect = attempt;
        }
    }

    /// Whether the request's body has come whole.
    boolean isRequestComplete() {
        return requestComplete;
    }

    /// Whether more of the request's body can be passed on now.
    boolean takesBody() {
        return server != null && server.isWritable();
    }

    boolean isAnswerBegun() {
        return status != 0;
    }

    /// Passes a part of the request's body on. Only if [#takesBody].
    void fromClient(HttpContent content) {
        requestComplete = content instanceof LastHttpContent;
        bodySent |= content.content().isReadable();
        requireServer().write(content);
        if (requestComplete && answerWhole) {
            answerComplete();
        }
    }

    void flushToServer() {
        if (server != null) {
            server.flush();
        }
    }

    /// The client takes more of the answer.
    void clientWritable() {
        if (server != null) {
            server.read();
        }
    }

    /// The client is gone.
    void abandon() {
        if (!over) {
            because(HttpFailure.CLIENT_CLOSED.id(), HttpFailure.CLIENT_CLOSED.sentence());
            status = HttpFailure.CLIENT_CLOSED.status();
            end();
            closeServer();
        }
    }

    /// The answer ends here: the client gets another one if none was begun, else a broken connection.
    void fail(HttpFailure why) {
        fail(why.status(), why.id(), why.sentence());
    }

    /// The same, because the request's body breaks a rule.
    void refuse(HttpViolation violation) {
        fail(violation.status(), violation.id(), violation.sentence());
    }

    private void fail(int code, String id, String sentence) {
        if (over) {
            return;
        }
        because(id, sentence);
        if (answerWhole) {
            serverGoesOn = false;
            answerComplete();
            return;
        }
        boolean begun = isAnswerBegun();
        if (!begun) {
            status = code;
            keepAlive &= requestComplete || client.discardsBody();
            client.answerOurselves(OwnAnswer.of(code, sentence), request, keepAlive);
        }
        end();
        closeServer();
        if (begun) {
            client.abort(CloseCause.BACKEND_RESET);
        } else {
            client.answered(keepAlive);
        }
    }

    @Override
    public boolean reuses(Server candidate) {
        if (retried) {
            return false;
        }
        ServerSide idle = ServerPool.get().take(candidate);
        while (idle != null && !idle.isUsable()) {
            idle = ServerPool.get().take(candidate);
        }
        if (idle == null) {
            return false;
        }
        reused = true;
        attach(candidate, idle);
        return true;
    }

    @Override
    public void connected(Server fresh, Channel toServer) {
        connect = null;
        ServerSide side = ServerSide.open(toServer, backend(), fresh, connection);
        if (over) {
            side.close();
        } else {
            reused = false;
            attach(fresh, side);
        }
    }

    @Override
    public void unreachable() {
        connect = null;
        fail(HttpFailure.BACKEND_UNREACHABLE);
    }

    /// A part of the answer.
    void fromServer(Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
        } else if (answerWhole) {
            // nobody asked for it, and the next to ask must not get it
            ReferenceCountUtil.release(message);
            serverGoesOn = false;
        } else if (isUnreadable(message)) {
            ReferenceCountUtil.release(message);
            fail(isAnswerBegun() ? HttpFailure.BACKEND_TRUNCATED : HttpFailure.BACKEND_MALFORMED);
        } else if (message instanceof HttpResponse head) {
            answerHead(head);
        } else if (message instanceof HttpContent content) {
            answerContent(content);
        }
    }

    void serverReadComplete() {
        if (answerWhole && !waitsForBody()) {
            answerComplete();
            return;
        }
        client.flush();
        if (client.isWritable()) {
            clientWritable();
        } else {
            connection.paused(Direction.OUT);
        }
    }

    void serverWritable() {
        client.pump();
    }

    /// The server ended the connection. If it was an old one that the server had given up, and nothing can have
    /// been done twice by it, the request is made once more over a new one (RFC 9112, section 9.3.1).
    void serverGone() {
        server = null;
        if (over) {
            return;
        }
        if (answerWhole) {
            answerComplete();
        } else if (isAnswerBegun()) {
            fail(HttpFailure.BACKEND_TRUNCATED);
        } else if (reused && !retried && !bodySent && RequestHead.isIdempotent(request)) {
            retried = true;
            start();
        } else {
            fail(HttpFailure.BACKEND_CLOSED);
        }
    }

    private void attach(Server chosen, ServerSide side) {
        server = side;
        taken = chosen;
        connection.served(backend(), chosen);
        side.write(RequestHead.forwarded(request, connection));
        if (requestComplete) {
            // made again after the first attempt, and without a body
            side.write(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        side.begin(this);
        client.pump();
        side.flush();
    }

    private void answerHead(HttpResponse head) {
        interim = AnswerHead.isInterim(head);
        if (!interim) {
            DefaultHttpResponse answer = AnswerHead.forwarded(head);
            status = head.status().code();
            serverGoesOn = HttpUtil.isKeepAlive(head);
            keepAlive = AnswerHead.frame(answer, request, keepAlive && !client.isDraining());
            client.write(answer, request);
        } else if (head.status().code() == 101) {
            // nothing was asked for that it could switch to
            fail(HttpFailure.BACKEND_MALFORMED);
        } else if (takesInterim()) {
            client.write(AnswerHead.forwarded(head), request);
        }
    }

    private void answerContent(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            if (takesInterim()) {
                client.write(content);
            } else {
                content.release();
            }
            interim &= !last;
            return;
        }
        bytesOut += content.content().readableBytes();
        client.write(content);
        answerWhole = last;
    }

    /// An answer may come before the request is whole, and both sides want to go on: then the rest of it is passed on.
    /// Not for a client that was told nothing when it asked whether to send it (RFC 9110, section 10.1.1).
    private boolean waitsForBody() {
        return !requestComplete
                && serverGoesOn
                && keepAlive
                && (bodySent || !HttpUtil.is100ContinueExpected(request));
    }

    /// Not before all that came with the answer's end is known.
    private void answerComplete() {
        ServerSide used = server;
        server = null;
        end();
        if (used != null && serverGoesOn && requestComplete) {
            used.flush();
            used.release();
        } else if (used != null) {
            used.close();
        }
        client.answered(keepAlive && requestComplete);
    }

    /// Clients of HTTP/1.0 know nothing of it (RFC 9110, section 15.2).
    private boolean takesInterim() {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    private static boolean isUnreadable(Object message) {
        return message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure();
    }

    private void because(String id, String sentence) {
        reason = id;
        explanation = sentence;
    }

    private void end() {
        over = true;
        connection.requested();
        connection
                .observer()
                .requestFinished(
                        new RequestReport(
                                connection.info(),
                                connection.session(),
                                request.method().name(),
                                request.uri(),
                                RequestHead.host(request),
                                status,
                                reason,
                                explanation,
                                backend().name(),
                                taken == null ? null : taken.name(),
                                bytesOut,
                                System.nanoTime() - startedNanos));
    }

    private void closeServer() {
        if (connect != null) {
            connect.cancel();
            connect = null;
        }
        if (server != null) {
            ServerSide used = server;
            server = null;
            used.close();
        }
    }

    private Backend backend() {
        return settings.backend();
    }

    private ServerSide requireServer() {
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server;
    }
}
