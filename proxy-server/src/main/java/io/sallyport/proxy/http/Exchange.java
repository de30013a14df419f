package io.sallyport.proxy.http;

import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.config.model.ByteSize;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and its answer, from head to last byte. Bodies flow in both directions at once, and only as fast
/// as the slower side takes them. For the connection's event loop alone.
final class Exchange {
    private final ServerConnect.Network network;
    private final ListenerSettings settings;
    private final ClientConnection connection;
    private final RequestStream client;
    private final HttpRequest request;
    private final RequestMarks marks;
    private final RequestAccount account;
    private final Decision decision;
    private boolean keepAlive;
    private @Nullable ServerSearch search;
    private @Nullable ExchangeTimers timers;
    private @Nullable AnswerCompression compression;
    private @Nullable ServerStream server;
    private boolean bodySent;
    private boolean requestComplete;
    private boolean interim;
    private boolean serverGoesOn;
    private boolean answerWhole;
    private boolean switching;
    private boolean tunnel;
    private boolean tunnelOpen;
    private boolean over;

    /// @param keepAlive whether the client wants to go on afterwards
    Exchange(
            ServerConnect.Network network,
            ListenerSettings settings,
            ClientConnection connection,
            RequestStream client,
            HttpRequest request,
            boolean keepAlive) {
        this.network = network;
        this.settings = settings;
        this.connection = connection;
        this.client = client;
        this.request = request;
        this.marks = RequestMarks.of(request.headers(), settings, connection);
        this.account = new RequestAccount(connection, request, marks, settings.routing().rest());
        this.decision = Decision.of(request, settings.routing());
        this.keepAlive = keepAlive;
        this.switching = WebSocketUpgrade.isAskedFor(request);
    }

    /// Does with it what its route says, if it is within the limits, and for a host that this connection is for.
    void start() {
        Duration wait = settings.rates().waitForRequest(connection.info().client());
        if (wait.isPositive()) {
            fail(
                    HttpFailure.RATE_LIMITED.status(),
                    OwnAnswer.later(HttpFailure.RATE_LIMITED, wait),
                    HttpFailure.RATE_LIMITED.id(),
                    HttpFailure.RATE_LIMITED.sentence());
        } else if (isTooLarge(HttpUtil.getContentLength(request, 0L))) {
            fail(HttpFailure.BODY_TOO_LARGE);
        } else if (!isForThisHost()) {
            fail(HttpFailure.MISDIRECTED);
        } else {
            decide();
        }
    }

    private boolean isForThisHost() {
        return HostCheck.fits(RequestHead.host(request), connection.session(), settings.tls());
    }

    private boolean isTooLarge(long bodySize) {
        Optional<ByteSize> most = settings.http().maxBodySize();
        return most.isPresent() && bodySize > most.get().bytes();
    }

    private void decide() {
        switch (decision) {
            case Decision.Forward forward -> {
                Backend backend = forward.backend();
                account.takenBy(forward.route());
                timers =
                        ExchangeTimers.start(
                                forward.action(), connection.channel().eventLoop(), this::timedOut);
                search =
                        new ServerSearch(
                                network,
                                connection,
                                backend,
                                RequestAffinity.of(backend, request, connection),
                                settings.bufferPerDirection(),
                                this);
                search.start();
            }
            case Decision.Answer answer -> {
                account.takenBy(answer.route());
                answer(answer);
            }
            case Decision.Refuse(HttpFailure why) -> fail(why);
        }
    }

    private void answer(Decision.Answer answer) {
        FullHttpResponse ours = RouteAnswer.of(answer, request, connection);
        if (ours == null) {
            fail(HttpFailure.HOST_NEEDED);
        } else if (misleads(ours)) {
            ours.release();
            fail(HttpFailure.NO_WEBSOCKET);
        } else {
            account.bodySent(ours.content().readableBytes());
            answerOurselves(ours.status().code(), ours);
            end();
            client.answered(keepAlive);
        }
    }

    /// @param code to be told: what clients of gRPC get has another status
    private void answerOurselves(int code, FullHttpResponse answer) {
        ChangedFields.apply(settings.routing(), decision, answer.headers());
        account.status(code);
        keepAlive &= requestComplete || client.discardsBody();
        client.answerOurselves(answer, request, keepAlive);
    }

    /// Whether the route has an idle timeout of its own, which the exchange keeps itself.
    boolean watchesIdleness() {
        return timers != null && timers.watchIdleness();
    }

    /// It took longer than its route allows.
    private void timedOut() {
        boolean waitsForClient = !requestComplete && takesBody();
        fail(waitsForClient ? HttpFailure.REQUEST_TIMEOUT : HttpFailure.BACKEND_TIMEOUT);
    }

    private void moved() {
        if (timers != null) {
            timers.moved();
        }
    }

    /// Whether the request's body has come whole.
    boolean isRequestComplete() {
        return requestComplete;
    }

    /// Whether more of the request's body can be passed on now.
    boolean takesBody() {
        return server != null && tunnel == tunnelOpen && server.isWritable();
    }

    /// Whether the connection may become something else when the answer comes.
    boolean isSwitching() {
        return switching;
    }

    /// Whether it has.
    boolean isTunnel() {
        return tunnel;
    }

    boolean isAnswerBegun() {
        return account.isAnswerBegun();
    }

    /// Passes a part of the request's body on. Only if [#takesBody].
    void fromClient(HttpContent content) {
        moved();
        requestComplete = content instanceof LastHttpContent;
        account.bodyReceived(content.content().readableBytes());
        if (!tunnel && isTooLarge(account.bytesIn())) {
            content.release();
            fail(HttpFailure.BODY_TOO_LARGE);
            return;
        }
        bodySent |= content.content().isReadable();
        requireServer().write(content);
        if (requestComplete && answerWhole && !over) {
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
        moved();
        if (server != null) {
            server.read();
        }
    }

    /// The client is gone, or is taken for it. Of a tunnel that is the usual end: few clients wait until everything is
    /// closed in order.
    void abandon(HttpFailure why) {
        if (!over) {
            if (!tunnel) {
                account.because(why.id(), why.sentence());
                account.status(why.status());
            }
            end();
            closeServer();
        }
    }

    /// The answer ends here: the client gets another one if none was begun, else a broken connection.
    void fail(HttpFailure why) {
        if (!over && !answerWhole && search != null) {
            search.failed(why);
        }
        fail(why.status(), why.id(), why.sentence());
    }

    /// The same, because the request's body breaks a rule.
    void refuse(HttpViolation violation) {
        fail(violation.status(), violation.id(), violation.sentence());
    }

    private void fail(int code, String id, String sentence) {
        fail(code, OwnAnswer.to(request, code, sentence), id, sentence);
    }

    private void fail(int code, FullHttpResponse ours, String id, String sentence) {
        if (over) {
            return;
        }
        account.because(id, sentence);
        if (answerWhole) {
            serverGoesOn = false;
            answerComplete();
            return;
        }
        boolean begun = isAnswerBegun();
        if (!begun) {
            answerOurselves(code, ours);
        }
        end();
        closeServer();
        if (begun) {
            client.abort(CloseCause.BACKEND_RESET);
        } else {
            client.answered(keepAlive);
        }
    }

    /// A part of the answer.
    void fromServer(Object message) {
        moved();
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
        if (answerWhole && tunnel) {
            return;
        }
        if (client.isWritable()) {
            clientWritable();
        } else {
            connection.paused(Direction.OUT);
        }
    }

    void serverWritable() {
        client.pump();
    }

    /// The server says that it has not begun with the request (RFC 9113, section 8.7): another one may.
    void serverRefused() {
        if (!over && !bodySent && !isAnswerBegun() && search != null && search.isFirst()) {
            server = null;
            interim = false;
            search.startAgain();
        } else {
            serverGone();
        }
    }

    /// The server ended the connection.
    void serverGone() {
        server = null;
        if (over) {
            return;
        }
        if (answerWhole) {
            answerComplete();
        } else if (isAnswerBegun()) {
            fail(HttpFailure.BACKEND_TRUNCATED);
        } else if (search != null && doesNoHarmTwice() && search.isMadeAgain()) {
            interim = false;
            search.startAgain();
        } else {
            fail(HttpFailure.BACKEND_CLOSED);
        }
    }

    /// A server was found.
    void attach(Server chosen, ServerStream side) {
        if (!(decision instanceof Decision.Forward forward)) {
            throw new IllegalStateException("not for a server");
        }
        server = side;
        account.served(forward.backend(), chosen);
        HttpRequest forwarded =
                RequestHead.forwarded(request, forward, marks, settings.forwarding(), connection);
        switching &= side.canTunnel();
        if (switching) {
            WebSocketUpgrade.say(forwarded.headers());
        }
        side.write(forwarded);
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
        if (search != null
                && !interim
                && doesNoHarmTwice()
                && search.isMadeAgain(head.status().code())) {
            closeServer();
            search.startAgain();
        } else if (!interim && misleads(head)) {
            fail(HttpFailure.NO_WEBSOCKET);
        } else if (!interim) {
            switching = false;
            DefaultHttpResponse answer = AnswerHead.forwarded(head);
            account.status(head.status().code());
            compression = AnswerCompression.start(decision.compression(), request, answer);
            ChangedFields.apply(settings.routing(), decision, answer.headers());
            if (search != null) {
                search.answered(answer);
            }
            serverGoesOn = HttpUtil.isKeepAlive(head);
            keepAlive = client.writeHead(answer, request, keepAlive);
        } else if (head.status().code() == 101) {
            switchProtocol(head);
        } else if (takesInterim()) {
            client.writeInterim(AnswerHead.forwarded(head), request);
        }
    }

    /// Whether the client would take it for the beginning of a WebSocket.
    private boolean misleads(HttpResponse head) {
        return client.tunnelsBySuccess() && head.status().codeClass() == HttpStatusClass.SUCCESS;
    }

    /// From here on, what either side sends is for the other, and none of our business (RFC 9110, section 7.8).
    private void switchProtocol(HttpResponse head) {
        if (!switching || !WebSocketUpgrade.isAgreedTo(request, head)) {
            // nothing was asked for that it could switch to
            fail(HttpFailure.BACKEND_MALFORMED);
        } else if (!client.canTunnel()) {
            fail(HttpFailure.TOO_EARLY_FOR_TUNNEL);
        } else {
            DefaultHttpResponse answer = AnswerHead.forwarded(head);
            WebSocketUpgrade.say(answer.headers());
            if (search != null) {
                search.answered(answer);
            }
            stopTimers();
            switching = false;
            tunnel = true;
            requestComplete = false;
            keepAlive = false;
            account.tunnelOpened();
            client.tunnel(answer);
            // not before: over HTTP/2 it is another one
            account.status(answer.status().code());
        }
    }

    /// The server's answer, which has no body, is behind us. What the client has sent since then has waited.
    private void openTunnel() {
        requireServer().tunnel();
        tunnelOpen = true;
        client.pump();
    }

    private void answerContent(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim) {
            if (tunnel) {
                content.release();
                interim = false;
                openTunnel();
                return;
            }
            if (takesInterim()) {
                client.write(content);
            } else {
                content.release();
            }
            interim &= !last;
            return;
        }
        if (compression == null) {
            pass(content);
        } else {
            compression.pass(content, this::pass);
        }
        answerWhole = last;
    }

    private void pass(HttpContent content) {
        account.bodySent(content.content().readableBytes());
        client.write(content);
    }

    /// An answer may come before the request is whole, and both sides want to go on: then the rest of it is passed on.
    /// Not for a client that was told nothing when it asked whether to send it (RFC 9110, section 10.1.1).
    private boolean waitsForBody() {
        if (tunnel) {
            return !requestComplete;
        }
        return !requestComplete
                && serverGoesOn
                && keepAlive
                && (bodySent || !HttpUtil.is100ContinueExpected(request));
    }

    /// Not before all that came with the answer's end is known.
    private void answerComplete() {
        ServerStream used = server;
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
        return !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    private static boolean isUnreadable(Object message) {
        return message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure();
    }

    private void end() {
        over = true;
        stopTimers();
        if (search != null) {
            search.end();
        }
        if (compression != null) {
            compression.close();
        }
        account.close();
    }

    /// Whether nothing of a body was sent, and doing it twice does no more than doing it once.
    private boolean doesNoHarmTwice() {
        return !bodySent && RequestHead.isIdempotent(request);
    }

    /// A tunnel has a timeout of its own.
    private void stopTimers() {
        if (timers != null) {
            timers.stop();
            timers = null;
        }
    }

    private void closeServer() {
        if (server != null) {
            ServerStream used = server;
            server = null;
            used.close();
        }
    }

    private ServerStream requireServer() {
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server;
    }
}
