package io.sallyport.proxy.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.util.Locale;
import java.util.Set;

/// A request as it goes to the server: made anew from the one that was read, never passed on as it came.
final class RequestHead {
    private static final String EARLY_DATA = "early-data";

    /// Doing them twice does no more than doing them once (RFC 9110, section 9.2.2).
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.OPTIONS,
                    HttpMethod.PUT,
                    HttpMethod.DELETE);

    /// Doing them changes nothing that anybody asked for (RFC 9110, section 9.2.1).
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private RequestHead() {}

    /// Always HTTP/1.1 (RFC 9110, section 2.5), with the target in origin form, without what was for us alone,
    /// with what is said of where it came from and who sent it put right; as early data if it is still that (RFC 8470, section 5.1).
    ///
    /// @param decision with the path and query, and what the route does to the fields
    static HttpRequest forwarded(
            HttpRequest request,
            Decision.Forward decision,
            RequestMarks marks,
            ListenerSettings settings,
            ClientConnection connection) {
        DefaultHttpRequest forwarded =
                new DefaultHttpRequest(
                        HttpVersion.HTTP_1_1,
                        request.method(),
                        decision.target(),
                        request.headers().copy());
        HttpHeaders headers = forwarded.headers();
        HopByHop.remove(headers);
        sayLengthAnew(headers, request);
        OriginFields.apply(headers, settings.forwarding(), connection);
        IdentityHeaders.apply(headers, settings, connection);
        marks.apply(headers);
        if (!connection.isConfirmed()) {
            headers.set(EARLY_DATA, "1");
        }
        ChangedFields.apply(decision.action().requestFields(), headers);
        return forwarded;
    }

    /// In the one form that everybody reads alike: zeros, capitals or white space are not passed on.
    private static void sayLengthAnew(HttpHeaders headers, HttpRequest request) {
        if (HttpUtil.isTransferEncodingChunked(request)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (HttpUtil.isContentLengthSet(request)) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, HttpUtil.getContentLength(request));
        }
    }

    /// Whether it may be forwarded before the client has shown that it is there, now: somebody may send it again, and
    /// again (RFC 8470, section 4).
    static boolean isHarmlessTwice(HttpRequest request) {
        return SAFE.contains(request.method())
                && !request.headers().contains(HttpHeaderNames.UPGRADE)
                && !HttpUtil.isTransferEncodingChunked(request)
                && HttpUtil.getContentLength(request, 0L) == 0;
    }

    static boolean isIdempotent(HttpRequest request) {
        return IDEMPOTENT.contains(request.method());
    }

    /// The host that is asked for, in lower case and without a port; empty if none is.
    static String host(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        return (end > 0 ? host.substring(0, end) : host).toLowerCase(Locale.ROOT);
    }
}
