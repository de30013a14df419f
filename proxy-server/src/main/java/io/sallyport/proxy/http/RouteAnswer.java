package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.route.FixedAnswer;
import io.sallyport.proxy.route.Redirect;
import io.sallyport.proxy.runtime.RouteAction;
import org.jspecify.annotations.Nullable;

/// Answers that routes give themselves.
final class RouteAnswer {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private RouteAnswer() {}

    /// What the route of a decision says.
    ///
    /// @return null if it is a redirect that stays on the host, and the client has not said which that is
    static @Nullable FullHttpResponse of(
            Decision.Answer decision, HttpRequest request, ClientConnection connection) {
        return switch (decision.action()) {
            case RouteAction.Redirected(Redirect redirect) ->
                    redirected(
                            redirect,
                            request.headers().get(HttpHeaderNames.HOST, ""),
                            connection.session() == null ? "http" : "https",
                            decision);
            case RouteAction.Answered(FixedAnswer fixed) -> fixed(fixed);
            case RouteAction.Forward _ -> throw new IllegalStateException("for a server");
        };
    }

    /// RFC 9110, section 15.4.
    private static @Nullable FullHttpResponse redirected(
            Redirect redirect, String host, String scheme, Decision.Answer decision) {
        Authority asked = Authority.parse(host);
        if (asked == null && redirect.host() == null) {
            return null;
        }
        String path = decision.path().equals(RequestTarget.ASTERISK) ? "" : decision.path();
        String location =
                redirect.location(
                        scheme,
                        asked == null ? "" : asked.host(),
                        asked == null ? 0 : asked.port(),
                        path,
                        decision.query());
        FullHttpResponse answer = answer(redirect.status(), Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.LOCATION, location);
        return answer;
    }

    private static FullHttpResponse fixed(FixedAnswer fixed) {
        FullHttpResponse answer = answer(fixed.status(), Unpooled.wrappedBuffer(fixed.body()));
        if (fixed.body().length > 0) {
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, fixed.contentType());
        }
        return answer;
    }

    private static FullHttpResponse answer(int status, ByteBuf body) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        if (status != NO_CONTENT && status != NOT_MODIFIED) {
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        }
        return answer;
    }
}
