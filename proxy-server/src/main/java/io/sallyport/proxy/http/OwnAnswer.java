package io.sallyport.proxy.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// An answer of the proxy's own: a status, and a line that says no more than that and why.
final class OwnAnswer {

    private OwnAnswer() {}

    /// In terms that the client of this request understands.
    static FullHttpResponse to(HttpRequest request, int code, String sentence) {
        return request.protocolVersion().equals(Http2RequestRules.HTTP_2) && Grpc.is(request)
                ? Grpc.answer(code, sentence)
                : of(code, sentence);
    }

    /// @param code of the status
    /// @param sentence for people, without a full stop and without anything that a client sent
    static FullHttpResponse of(int code, String sentence) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(code);
        byte[] text = (status + ": " + sentence + ".\n").getBytes(StandardCharsets.US_ASCII);
        FullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(text));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=us-ascii")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length);
        return answer;
    }

    /// One that says when to come again (RFC 9110, section 10.2.3).
    static FullHttpResponse later(HttpFailure why, Duration wait) {
        FullHttpResponse answer = of(why.status(), why.sentence());
        answer.headers()
                .set(HttpHeaderNames.RETRY_AFTER, Math.max(1, wait.plusMillis(999).toSeconds()));
        return answer;
    }
}
