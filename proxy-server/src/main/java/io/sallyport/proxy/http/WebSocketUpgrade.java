package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/// The handshake by which a connection becomes a WebSocket (RFC 6455, section 4). No other protocol is switched to.
final class WebSocketUpgrade {
    private static final String NAME = "websocket";

    private WebSocketUpgrade() {}

    /// Whether a request asks for it, and for nothing else.
    static boolean isAskedFor(HttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !HttpUtil.isTransferEncodingChunked(request)
                && HttpUtil.getContentLength(request, 0L) == 0
                && isSaid(request.headers());
    }

    /// Whether a server agrees to it.
    static boolean isAgreedTo(HttpResponse answer) {
        return answer.status().code() == 101
                && answer.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT)
                && isSaid(answer.headers());
    }

    /// Says it anew to the next hop, after it was removed with all that was for us alone.
    static void say(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.UPGRADE, NAME);
    }

    private static boolean isSaid(HttpHeaders headers) {
        List<String> protocols = headers.getAll(HttpHeaderNames.UPGRADE);
        return protocols.size() == 1
                && protocols.getFirst().strip().equalsIgnoreCase(NAME)
                && headers.containsValue(
                        HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }
}
