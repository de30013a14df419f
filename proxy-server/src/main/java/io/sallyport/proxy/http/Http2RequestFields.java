package io.sallyport.proxy.http;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Header or trailer fields of a request over HTTP/2, looked at one by one as they are decompressed (RFC 9113,
/// section 8.2). The first flaw is kept, and nothing after it.
///
/// The codec takes it for the list that it fills; there is nothing in that list.
final class Http2RequestFields extends DefaultHttp2Headers {
    /// What a line of HTTP/1.1 has besides name and value.
    private static final int LINE_OVERHEAD = 4;

    /// They are about a connection of HTTP/1.1 (RFC 9113, section 8.2.2).
    private static final Set<String> OF_CONNECTIONS =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    private final RequestLimits limits;
    private final HttpHeaders fields =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    private final Http2PseudoHeaders pseudoHeaders = new Http2PseudoHeaders();
    private @Nullable StringBuilder cookie;
    private @Nullable HttpViolation violation;
    private boolean begun;
    private int bytes;
    private int count;

    Http2RequestFields(RequestLimits limits) {
        super(false);
        this.limits = limits;
    }

    /// What is wrong with them, whatever they are for; null if nothing is.
    @Nullable HttpViolation violation() {
        return violation;
    }

    Http2PseudoHeaders pseudoHeaders() {
        return pseudoHeaders;
    }

    /// The others, names in lower case, with one Cookie at most (RFC 9113, section 8.2.3).
    HttpHeaders fields() {
        if (cookie != null) {
            fields.set(HttpHeaderNames.COOKIE, cookie.toString());
            cookie = null;
        }
        return fields;
    }

    /// As in a header of HTTP/1.1.
    int bytes() {
        return bytes;
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        if (violation == null) {
            violation =
                    name.length() > 0 && name.charAt(0) == ':'
                            ? pseudoHeader(name, value)
                            : field(name, value);
        }
        return this;
    }

    private @Nullable HttpViolation pseudoHeader(CharSequence name, CharSequence value) {
        return begun
                ? HttpViolation.MISPLACED_PSEUDO_HEADER
                : pseudoHeaders.add(name.toString(), value.toString());
    }

    private @Nullable HttpViolation field(CharSequence name, CharSequence value) {
        begun = true;
        bytes += name.length() + value.length() + LINE_OVERHEAD;
        if (bytes > limits.fieldBytes()) {
            return HttpViolation.HEADER_TOO_LARGE;
        }
        HttpViolation flaw = violationOfName(name);
        if (flaw == null) {
            flaw = violationOfValue(value);
        }
        return flaw == null ? take(name.toString(), value.toString()) : flaw;
    }

    private @Nullable HttpViolation take(String name, String value) {
        if (OF_CONNECTIONS.contains(name) || name.equals("te") && !value.equals("trailers")) {
            return HttpViolation.CONNECTION_FIELD;
        }
        if (name.equals("cookie") && cookie != null) {
            cookie.append("; ").append(value);
            return null;
        }
        count++;
        if (count > limits.fields()) {
            return HttpViolation.TOO_MANY_FIELDS;
        }
        if (name.equals("cookie")) {
            cookie = new StringBuilder(value);
        } else {
            fields.add(name, value);
        }
        return null;
    }

    private static @Nullable HttpViolation violationOfName(CharSequence name) {
        for (int i = 0; i < name.length(); i++) {
            char octet = name.charAt(i);
            if (octet >= 'A' && octet <= 'Z') {
                return HttpViolation.UPPERCASE_FIELD_NAME;
            }
            if (!Octets.isToken(octet)) {
                return HttpViolation.INVALID_FIELD_NAME;
            }
        }
        return name.isEmpty() ? HttpViolation.INVALID_FIELD_NAME : null;
    }

    private static @Nullable HttpViolation violationOfValue(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            if (!Octets.isFieldValue(value.charAt(i))) {
                return HttpViolation.INVALID_FIELD_VALUE;
            }
        }
        return value.isEmpty()
                        || !isSpace(value.charAt(0)) && !isSpace(value.charAt(value.length() - 1))
                ? null
                : HttpViolation.INVALID_FIELD_VALUE;
    }

    private static boolean isSpace(char octet) {
        return octet == ' ' || octet == '\t';
    }
}
