package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a head must say besides where its body ends.
final class RequestRules {
    private RequestRules() {}

    static @Nullable HttpViolation violationOf(HttpRequest request) {
        // Methods are case-sensitive, but not to every server.
        String method = request.method().name();
        if (HttpMethod.CONNECT.name().equalsIgnoreCase(method)
                || HttpMethod.TRACE.name().equalsIgnoreCase(method)) {
            return HttpViolation.METHOD_NOT_SUPPORTED;
        }
        for (Map.Entry<String, String> field : request.headers()) {
            if (imitatesFraming(field.getKey())) {
                return HttpViolation.INVALID_FIELD_NAME;
            }
        }
        RequestTarget target = RequestTarget.parse(request.method(), request.uri());
        return target == null ? HttpViolation.INVALID_TARGET : violationOfHost(request, target);
    }

    /// Whether a server that hands fields on as CGI does, with underscores for hyphens, would take
    /// the field for one that says where the body ends.
    private static boolean imitatesFraming(String name) {
        if (name.indexOf('_') < 0) {
            return false;
        }
        String hyphenated = name.replace('_', '-');
        return HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(hyphenated)
                || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(hyphenated);
    }

    /// RFC 9112, section 3.2.
    private static @Nullable HttpViolation violationOfHost(
            HttpRequest request, RequestTarget target) {
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? null
                    : HttpViolation.MISSING_HOST;
        }
        if (hosts.size() > 1) {
            return HttpViolation.SEVERAL_HOSTS;
        }
        Authority host = Authority.parse(hosts.getFirst());
        if (host == null) {
            return HttpViolation.INVALID_HOST;
        }
        return switch (target) {
            case RequestTarget.OriginForm _, RequestTarget.AsteriskForm _ -> null;
            case RequestTarget.AbsoluteForm(int defaultPort, Authority named, String _) ->
                    named.host().equals(host.host())
                                    && named.portOr(defaultPort) == host.portOr(defaultPort)
                            ? null
                            : HttpViolation.HOST_DIFFERS_FROM_TARGET;
        };
    }
}
