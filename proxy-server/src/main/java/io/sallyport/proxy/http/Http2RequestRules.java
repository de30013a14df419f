package io.sallyport.proxy.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request of HTTP/2 as the request of HTTP/1.1 that means the same, if there is one (RFC 9113, section 8.3). From
/// here on the same rules hold for both.
final class Http2RequestRules {
    /// Stands in requests that came over HTTP/2, and in the access log.
    static final HttpVersion HTTP_2 = new HttpVersion("HTTP/2.0", true);

    /// A request with one of these is understood to have a body, if only an empty one (RFC 9110, section 8.6).
    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private static final String HTTP = "http";
    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Http2RequestRules() {}

    /// What came of the fields.
    sealed interface Outcome {
        /// @param length of the body, or -1 if its end will tell
        /// @param webSocket whether the stream is to become one, and what comes is no body
        record Understood(HttpRequest request, long length, boolean webSocket) implements Outcome {}

        record Refused(HttpViolation violation) implements Outcome {}
    }

    /// @param ends whether there is no body
    static Outcome read(Http2RequestFields fields, RequestLimits limits, boolean ends) {
        HttpViolation violation = fields.violation();
        if (violation == null) {
            violation = violationOf(fields.pseudoHeaders(), limits);
        }
        if (violation == null) {
            violation = hostIntoFields(fields.pseudoHeaders(), fields.fields());
        }
        if (violation != null) {
            return new Outcome.Refused(violation);
        }
        return fields.pseudoHeaders().protocol() == null
                ? framed(request(fields), ends)
                : webSocket(fields);
    }

    /// @param before bytes of the header fields
    static @Nullable HttpViolation violationOfTrailers(
            Http2RequestFields trailers, RequestLimits limits, int before) {
        if (!trailers.pseudoHeaders().isEmpty()) {
            return HttpViolation.MISPLACED_PSEUDO_HEADER;
        }
        if (trailers.violation() != null) {
            return trailers.violation();
        }
        if (before + trailers.bytes() > limits.fieldBytes()) {
            return HttpViolation.HEADER_TOO_LARGE;
        }
        return trailers.fields().names().stream().anyMatch(TrailerRules::forbid)
                ? HttpViolation.INVALID_TRAILER
                : null;
    }

    private static @Nullable HttpViolation violationOf(
            Http2PseudoHeaders pseudoHeaders, RequestLimits limits) {
        String method = pseudoHeaders.method();
        String path = pseudoHeaders.path();
        String scheme = pseudoHeaders.scheme();
        if (method == null) {
            return HttpViolation.MISSING_PSEUDO_HEADER;
        }
        if (method.isEmpty() || !method.chars().allMatch(Octets::isToken)) {
            return HttpViolation.INVALID_METHOD;
        }
        HttpViolation ofConnect =
                violationOfConnect(pseudoHeaders, method.equals(HttpMethod.CONNECT.name()));
        if (ofConnect != null) {
            return ofConnect;
        }
        if (path == null || scheme == null) {
            return HttpViolation.MISSING_PSEUDO_HEADER;
        }
        if (!scheme.equals(HTTP) && !scheme.equals(HTTPS)) {
            return HttpViolation.INVALID_SCHEME;
        }
        if (method.length() + path.length() > limits.requestLine()) {
            return HttpViolation.REQUEST_LINE_TOO_LONG;
        }
        boolean hasForm = path.startsWith("/") || path.equals(RequestTarget.ASTERISK);
        return hasForm && path.chars().allMatch(Octets::isTarget)
                ? null
                : HttpViolation.INVALID_TARGET;
    }

    /// CONNECT asks for a tunnel: as a WebSocket to what the path names, or to anywhere, which nobody gets.
    private static @Nullable HttpViolation violationOfConnect(
            Http2PseudoHeaders pseudoHeaders, boolean connect) {
        String protocol = pseudoHeaders.protocol();
        if (protocol == null) {
            return connect ? HttpViolation.METHOD_NOT_SUPPORTED : null;
        }
        if (!connect) {
            return HttpViolation.UNKNOWN_PSEUDO_HEADER;
        }
        if (pseudoHeaders.authority() == null) {
            return HttpViolation.MISSING_PSEUDO_HEADER;
        }
        return protocol.equals(WebSocketUpgrade.NAME) ? null : HttpViolation.PROTOCOL_NOT_SUPPORTED;
    }

    /// `:authority` counts; Host may say the same once more (RFC 9113, section 8.3.1).
    private static @Nullable HttpViolation hostIntoFields(
            Http2PseudoHeaders pseudoHeaders, HttpHeaders fields) {
        String named = pseudoHeaders.authority();
        if (named == null) {
            return null;
        }
        List<String> hosts = fields.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return HttpViolation.SEVERAL_HOSTS;
        }
        if (!hosts.isEmpty() && !isSame(named, hosts.getFirst(), pseudoHeaders.scheme())) {
            return HttpViolation.HOST_DIFFERS_FROM_TARGET;
        }
        fields.set(HttpHeaderNames.HOST, named);
        return null;
    }

    private static boolean isSame(String one, String other, @Nullable String scheme) {
        Authority first = Authority.parse(one);
        Authority second = Authority.parse(other);
        int port = HTTP.equals(scheme) ? HTTP_PORT : HTTPS_PORT;
        return first == null || second == null
                ? one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT))
                : first.host().equals(second.host()) && first.portOr(port) == second.portOr(port);
    }

    private static HttpRequest request(Http2RequestFields fields) {
        Http2PseudoHeaders pseudoHeaders = fields.pseudoHeaders();
        return new DefaultHttpRequest(
                HTTP_2,
                HttpMethod.valueOf(pseudoHeaders.method()),
                String.valueOf(pseudoHeaders.path()),
                fields.fields());
    }

    /// A GET with Upgrade means the same in HTTP/1.1 (RFC 8441, section 5).
    private static Outcome webSocket(Http2RequestFields fields) {
        HttpRequest request = request(fields).setMethod(HttpMethod.GET);
        HttpViolation violation = RequestRules.violationOf(request);
        if (violation == null && request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            violation = HttpViolation.AMBIGUOUS_REQUEST;
        }
        if (violation != null) {
            return new Outcome.Refused(violation);
        }
        WebSocketUpgrade.askInstead(request.headers());
        return new Outcome.Understood(request, -1, true);
    }

    private static Outcome framed(HttpRequest request, boolean ends) {
        HttpViolation violation = RequestRules.violationOf(request);
        if (violation != null) {
            return new Outcome.Refused(violation);
        }
        HttpHeaders fields = request.headers();
        List<String> lengths = fields.getAll(HttpHeaderNames.CONTENT_LENGTH);
        return switch (Framing.of(request, lengths.size())) {
            case Framing.Broken(HttpViolation broken) -> new Outcome.Refused(broken);
            case Framing.Length(long bytes) when !lengths.isEmpty() ->
                    ends && bytes > 0
                            ? new Outcome.Refused(HttpViolation.CONTENT_LENGTH_DIFFERS)
                            : new Outcome.Understood(request, bytes, false);
            case Framing.Length _, Framing.Chunked _ -> {
                if (!ends) {
                    fields.set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
                } else if (WITH_BODY.contains(request.method())) {
                    fields.set(HttpHeaderNames.CONTENT_LENGTH, "0");
                }
                yield new Outcome.Understood(request, ends ? 0 : -1, false);
            }
        };
    }
}
