package io.sallyport.proxy.http;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/// A server's answer as it goes to the client: made anew from the one that was read.
final class AnswerHead {

    private AnswerHead() {}

    /// An answer that is not the last word, such as 100 or 103.
    static boolean isInterim(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// Without what was for us alone.
    static DefaultHttpResponse forwarded(HttpResponse response) {
        DefaultHttpResponse forwarded =
                new DefaultHttpResponse(
                        HttpVersion.HTTP_1_1, response.status(), response.headers().copy());
        HopByHop.remove(forwarded.headers());
        return forwarded;
    }

    /// Says how the body ends (RFC 9112, section 6.3) and whether the connection goes on.
    ///
    /// @return whether it goes on: it cannot where only its end ends the body
    static boolean frame(HttpResponse answer, HttpRequest request, boolean keepAlive) {
        HttpHeaders headers = answer.headers();
        boolean goesOn = keepAlive;
        if (hasBody(answer, request) && !HttpUtil.isContentLengthSet(answer)) {
            boolean chunked = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
            HttpUtil.setTransferEncodingChunked(answer, chunked);
            goesOn &= chunked;
        } else {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        if (!goesOn) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return goesOn;
    }

    private static boolean hasBody(HttpResponse answer, HttpRequest request) {
        int code = answer.status().code();
        return !request.method().equals(HttpMethod.HEAD) && code != 204 && code != 304;
    }
}
