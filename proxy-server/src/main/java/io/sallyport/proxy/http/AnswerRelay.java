package io.sallyport.proxy.http;

import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.proxy.runtime.ListenerSettings;
import org.jspecify.annotations.Nullable;

/// The server's answers to one request on their way to the client: perhaps interim ones, then the one that counts. For the
/// connection's event loop alone.
final class AnswerRelay {
    private final Exchange exchange;
    private final RequestStream client;
    private final HttpRequest request;
    private final RequestAccount account;
    private final ListenerSettings settings;
    private final Decision decision;
    private @Nullable AnswerCompression compression;
    private boolean interim;
    private boolean whole;
    private boolean serverGoesOn;
    private boolean switching;
    private boolean tunnel;
    private boolean tunnelOpen;

    AnswerRelay(
            Exchange exchange,
            RequestStream client,
            HttpRequest request,
            RequestAccount account,
            ListenerSettings settings,
            Decision decision) {
        this.exchange = exchange;
        this.client = client;
        this.request = request;
        this.account = account;
        this.settings = settings;
        this.decision = decision;
        this.switching = WebSocketUpgrade.isAskedFor(request);
    }

    /// Whether the answer that counts has come to its end.
    boolean isWhole() {
        return whole;
    }

    /// Whether the connection may become something else when the answer comes.
    boolean isSwitching() {
        return switching;
    }

    /// Whether it may if this server is the one that is asked. If not, it is not found out later either.
    boolean mayBecomeTunnel(ServerStream server) {
        switching &= server.canTunnel();
        return switching;
    }

    /// Whether it has.
    boolean isTunnel() {
        return tunnel;
    }

    /// Whether it has, and the server's agreement is not behind us yet.
    boolean isTunnelOpening() {
        return tunnel && !tunnelOpen;
    }

    /// What has come of an answer is not to be gone on with: another server is asked.
    void beginsAnew() {
        interim = false;
    }

    /// Whether the server takes another request afterwards.
    boolean isServerGoingOn() {
        return serverGoesOn;
    }

    /// The server did what makes it unfit for another request.
    void serverIsUnfit() {
        serverGoesOn = false;
    }

    /// A part of an answer.
    void take(Object message) {
        if (whole) {
            // nobody asked for it, and the next to ask must not get it
            ReferenceCountUtil.release(message);
            serverIsUnfit();
        } else if (isUnreadable(message)) {
            ReferenceCountUtil.release(message);
            exchange.fail(
                    account.isAnswerBegun()
                            ? HttpFailure.BACKEND_TRUNCATED
                            : HttpFailure.BACKEND_MALFORMED);
        } else if (message instanceof HttpResponse head) {
            head(head);
        } else if (message instanceof HttpContent content) {
            content(content);
        }
    }

    private static boolean isUnreadable(Object message) {
        return message instanceof DecoderResultProvider decoded
                && decoded.decoderResult().isFailure();
    }

    private void head(HttpResponse head) {
        interim = AnswerHead.isInterim(head);
        if (interim && head.status().code() == 101) {
            switchProtocol(head);
        } else if (interim) {
            interimHead(head);
        } else if (exchange.requireServer().looksAgain(head.status().code())) {
            // nothing of this one is passed on
            return;
        } else if (misleads(head)) {
            exchange.fail(HttpFailure.NO_WEBSOCKET);
        } else {
            switching = false;
            finalHead(head);
        }
    }

    /// Whether the client would take it for the beginning of a WebSocket.
    boolean misleads(HttpResponse head) {
        return client.tunnelsBySuccess() && head.status().codeClass() == HttpStatusClass.SUCCESS;
    }

    private void finalHead(HttpResponse head) {
        DefaultHttpResponse answer = AnswerHead.forwarded(head);
        account.status(head.status().code());
        compression = AnswerCompression.start(decision.compression(), request, answer);
        IdentityHeaders.keepOutOfCaches(answer.headers(), settings.identity());
        ChangedFields.apply(settings.routing(), decision, answer.headers());
        exchange.requireServer().answered(answer);
        serverGoesOn = HttpUtil.isKeepAlive(head);
        exchange.keepAlive(client.writeHead(answer, request, exchange.keepsAlive()));
    }

    private void interimHead(HttpResponse head) {
        if (takesInterim()) {
            client.writeInterim(AnswerHead.forwarded(head), request);
        }
    }

    /// From here on, what either side sends is for the other, and none of our business (RFC 9110, section 7.8).
    private void switchProtocol(HttpResponse head) {
        if (!switching || !WebSocketUpgrade.isAgreedTo(request, head)) {
            // nothing was asked for that it could switch to
            exchange.fail(HttpFailure.BACKEND_MALFORMED);
        } else if (!client.canTunnel()) {
            exchange.fail(HttpFailure.TOO_EARLY_FOR_TUNNEL);
        } else {
            DefaultHttpResponse agreed = AnswerHead.forwarded(head);
            WebSocketUpgrade.say(agreed.headers());
            exchange.requireServer().answered(agreed);
            switching = false;
            tunnel = true;
            exchange.becomesTunnel();
            account.tunnelOpened();
            client.tunnel(agreed);
            // not before: over HTTP/2 it is another one
            account.status(agreed.status().code());
        }
    }

    private void content(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        if (interim && tunnel) {
            content.release();
            interim = false;
            openTunnel();
        } else if (interim) {
            interimContent(content);
            interim = !last;
        } else {
            finalContent(content);
            whole = last;
        }
    }

    /// The server's answer, which has no body, is behind us. What the client has sent since then has waited.
    private void openTunnel() {
        exchange.requireServer().tunnel();
        tunnelOpen = true;
        client.pump();
    }

    private void interimContent(HttpContent content) {
        if (takesInterim()) {
            client.write(content);
        } else {
            content.release();
        }
    }

    private void finalContent(HttpContent content) {
        if (compression == null) {
            pass(content);
        } else {
            compression.pass(content, this::pass);
        }
    }

    private void pass(HttpContent content) {
        account.bodySent(content.content().readableBytes());
        client.write(content);
    }

    /// Clients of HTTP/1.0 know nothing of it (RFC 9110, section 15.2).
    private boolean takesInterim() {
        return !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    /// Nothing more comes.
    void end() {
        if (compression != null) {
            compression.close();
        }
    }
}
