package io.sallyport.proxy.http;

import org.jspecify.annotations.Nullable;

/// What HTTP/2 has instead of a request line (RFC 9113, section 8.3.1; for `:protocol` RFC 8441, section 4).
final class Http2PseudoHeaders {
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private @Nullable String protocol;

    /// @return what is wrong with it, or null
    @Nullable HttpViolation add(String name, String value) {
        String before;
        switch (name) {
            case ":method" -> {
                before = method;
                method = value;
            }
            case ":scheme" -> {
                before = scheme;
                scheme = value;
            }
            case ":authority" -> {
                before = authority;
                authority = value;
            }
            case ":path" -> {
                before = path;
                path = value;
            }
            case ":protocol" -> {
                before = protocol;
                protocol = value;
            }
            default -> {
                return HttpViolation.UNKNOWN_PSEUDO_HEADER;
            }
        }
        return before == null ? null : HttpViolation.DUPLICATE_PSEUDO_HEADER;
    }

    @Nullable String method() {
        return method;
    }

    @Nullable String scheme() {
        return scheme;
    }

    @Nullable String authority() {
        return authority;
    }

    @Nullable String path() {
        return path;
    }

    /// What the stream is to become, if CONNECT asks for more than a connection.
    @Nullable String protocol() {
        return protocol;
    }

    /// Whether there is none at all.
    boolean isEmpty() {
        return method == null
                && scheme == null
                && authority == null
                && path == null
                && protocol == null;
    }
}
