package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The handshake by which a connection becomes a WebSocket (RFC 6455, section 4), or a stream of HTTP/2 (RFC 8441,
/// section 5), for which we ask the server by HTTP/1.1. No other protocol is switched to.
final class WebSocketUpgrade {
    static final String NAME = "websocket";

    /// By it a server shows that it knows what it agrees to (RFC 6455, section 1.3).
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static final int KEY_LENGTH = 16;

    private WebSocketUpgrade() {}

    /// Whether a request asks for it, and for nothing else.
    static boolean isAskedFor(HttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && (request.protocolVersion().equals(HttpVersion.HTTP_1_1) || isOfHttp2(request))
                && !HttpUtil.isTransferEncodingChunked(request)
                && HttpUtil.getContentLength(request, 0L) == 0
                && isSaid(request.headers());
    }

    /// Makes the request of a stream of HTTP/2, which has neither a key nor a body, one of HTTP/1.1.
    static void askInstead(HttpHeaders headers) {
        byte[] key = new byte[KEY_LENGTH];
        // it is no secret: it tells a server of WebSockets from one that repeats what it has heard
        // before
        ThreadLocalRandom.current().nextBytes(key);
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
        say(headers);
    }

    /// Whether a server agrees to it. What answers a client's own key, the client checks.
    static boolean isAgreedTo(HttpRequest request, HttpResponse answer) {
        String accept = answer.headers().get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
        return answer.status().code() == 101
                && accept != null
                && (!isOfHttp2(request) || accept.strip().equals(acceptOf(request)))
                && isSaid(answer.headers());
    }

    /// Makes the answer one of HTTP/2. A length, which some servers tell of the body that their 101 has not, would be
    /// the stream's there.
    static void agreeInstead(HttpResponse answer) {
        answer.setStatus(HttpResponseStatus.OK)
                .headers()
                .remove(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT)
                .remove(HttpHeaderNames.CONNECTION)
                .remove(HttpHeaderNames.UPGRADE)
                .remove(HttpHeaderNames.CONTENT_LENGTH);
    }

    /// Says it anew to the next hop, after it was removed with all that was for us alone.
    static void say(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.UPGRADE, NAME);
    }

    private static boolean isOfHttp2(HttpRequest request) {
        return request.protocolVersion().equals(Http2RequestRules.HTTP_2);
    }

    private static String acceptOf(HttpRequest request) {
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        try {
            // as RFC 6455 has it; nothing hangs on the strength of this hash
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static boolean isSaid(HttpHeaders headers) {
        List<String> protocols = headers.getAll(HttpHeaderNames.UPGRADE);
        return protocols.size() == 1
                && protocols.getFirst().strip().equalsIgnoreCase(NAME)
                && headers.containsValue(
                        HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    }
}
