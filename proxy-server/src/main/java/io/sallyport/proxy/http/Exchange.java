package io.sallyport.proxy.http;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
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
    private final AnswerRelay answer;
    private @Nullable ServerLeg server;
    private @Nullable ExchangeTimers timers;
    private boolean requestComplete;
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
        IdentityHeaders.sanitize(request.headers(), settings.identity(), connection);
        this.marks = RequestMarks.of(request.headers(), settings, connection);
        this.account = new RequestAccount(connection, request, marks, settings.routing().rest());
        this.decision = Decision.of(request, settings.routing());
        this.answer = new AnswerRelay(this, client, request, account, settings, decision);
        this.keepAlive = keepAlive;
    }

    /// Does with it what its route says, if it is within the limits, and for a host that this connection is for.
    void start() {
        HttpFailure misdirected =
                HostCheck.failure(RequestHead.host(request), connection, settings.tls());
        Duration wait = settings.rates().waitForRequest(connection.info().client());
        if (wait.isPositive()) {
            fail(
                    HttpFailure.RATE_LIMITED.status(),
                    OwnAnswer.later(HttpFailure.RATE_LIMITED, wait),
                    HttpFailure.RATE_LIMITED.id(),
                    HttpFailure.RATE_LIMITED.sentence());
        } else if (isTooLarge(HttpUtil.getContentLength(request, 0L))) {
            fail(HttpFailure.BODY_TOO_LARGE);
        } else if (misdirected != null) {
            fail(misdirected);
        } else {
            decide();
        }
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
                server =
                        new ServerLeg(
                                network,
                                connection,
                                backend,
                                settings.bufferPerDirection(),
                                request,
                                this);
                server.look();
            }
            case Decision.Answer own -> {
                account.takenBy(own.route());
                answer(own);
            }
            case Decision.Refuse(HttpFailure why) -> fail(why);
        }
    }

    private void answer(Decision.Answer own) {
        FullHttpResponse ours = RouteAnswer.of(own, request, connection);
        if (ours == null) {
            fail(HttpFailure.HOST_NEEDED);
        } else if (answer.misleads(ours)) {
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
    private void answerOurselves(int code, FullHttpResponse ours) {
        ChangedFields.apply(settings.routing(), decision, ours.headers());
        account.status(code);
        keepAlive &= requestComplete || client.discardsBody();
        client.answerOurselves(ours, request, keepAlive);
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
        return server != null && !answer.isTunnelOpening() && server.isWritable();
    }

    /// Whether the connection may become something else when the answer comes.
    boolean isSwitching() {
        return answer.isSwitching();
    }

    /// Whether it has.
    boolean isTunnel() {
        return answer.isTunnel();
    }

    boolean isAnswerBegun() {
        return account.isAnswerBegun();
    }

    /// Passes a part of the request's body on. Only if [#takesBody].
    void fromClient(HttpContent content) {
        moved();
        requestComplete = content instanceof LastHttpContent;
        if (content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty()) {
            IdentityHeaders.remove(last.trailingHeaders(), settings.identity());
        }
        account.bodyReceived(content.content().readableBytes());
        if (!isTunnel() && isTooLarge(account.bytesIn())) {
            content.release();
            fail(HttpFailure.BODY_TOO_LARGE);
            return;
        }
        requireServer().write(content);
        if (requestComplete && answer.isWhole() && !over) {
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
            if (!isTunnel()) {
                account.because(why.id(), why.sentence());
                account.status(why.status());
            }
            end();
            closeServer();
        }
    }

    /// The answer ends here: the client gets another one if none was begun, else a broken connection.
    void fail(HttpFailure why) {
        if (!over && !answer.isWhole() && server != null) {
            server.failed(why);
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
        if (answer.isWhole()) {
            answer.serverIsUnfit();
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
        } else {
            answer.take(message);
        }
    }

    void serverReadComplete() {
        if (answer.isWhole() && !waitsForBody()) {
            answerComplete();
            return;
        }
        client.flush();
        if (answer.isWhole() && isTunnel()) {
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
        if (over || isAnswerBegun() || server == null) {
            serverGone();
            return;
        }
        server.lost();
        answer.beginsAnew();
        if (!server.looksAgainAfterRefusal()) {
            serverGone();
        }
    }

    /// The server ended the connection.
    void serverGone() {
        if (server != null) {
            server.lost();
        }
        if (over) {
            return;
        }
        if (answer.isWhole()) {
            answerComplete();
        } else if (isAnswerBegun()) {
            fail(HttpFailure.BACKEND_TRUNCATED);
        } else {
            answer.beginsAnew();
            if (server == null || !server.looksAgain()) {
                fail(HttpFailure.BACKEND_CLOSED);
            }
        }
    }

    /// A server was found.
    void attach(Server chosen, ServerStream side) {
        if (!(decision instanceof Decision.Forward forward)) {
            throw new IllegalStateException("not for a server");
        }
        account.served(forward.backend(), chosen);
        HttpRequest forwarded =
                RequestHead.forwarded(request, forward, marks, settings, connection);
        if (answer.mayBecomeTunnel(side)) {
            WebSocketUpgrade.say(forwarded.headers());
        }
        requireServer().begin(side, forwarded, requestComplete, this);
        client.pump();
        side.flush();
    }

    /// Whether the client's connection goes on afterwards, as far as is known.
    boolean keepsAlive() {
        return keepAlive;
    }

    void keepAlive(boolean goesOn) {
        keepAlive = goesOn;
    }

    /// Answer and request go on without an end of their own.
    void becomesTunnel() {
        stopTimers();
        requestComplete = false;
        keepAlive = false;
    }

    /// An answer may come before the request is whole, and both sides want to go on: then the rest of it is passed on.
    /// Not for a client that was told nothing when it asked whether to send it (RFC 9110, section 10.1.1).
    private boolean waitsForBody() {
        if (isTunnel()) {
            return !requestComplete;
        }
        return !requestComplete
                && answer.isServerGoingOn()
                && keepAlive
                && (requireServer().isBodySent() || !HttpUtil.is100ContinueExpected(request));
    }

    /// Not before all that came with the answer's end is known.
    private void answerComplete() {
        end();
        if (answer.isServerGoingOn() && requestComplete) {
            requireServer().release();
        } else {
            closeServer();
        }
        client.answered(keepAlive && requestComplete);
    }

    private void end() {
        over = true;
        stopTimers();
        if (server != null) {
            server.end();
        }
        answer.end();
        account.close();
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
            server.close();
        }
    }

    /// Who answers.
    ///
    /// @throws IllegalStateException if nobody is to
    ServerLeg requireServer() {
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server;
    }
}
