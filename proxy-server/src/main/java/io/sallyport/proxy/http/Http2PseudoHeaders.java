package io.sallyport.proxy.http;

import org.jspecify.annotations.Nullable;

/// What HTTP/2 has instead of a request line (RFC 9113, section 8.3.1).
final class Http2PseudoHeaders {
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;

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

    /// Whether there is none at all.
    boolean isEmpty() {
        return method == null && scheme == null && authority == null && path == null;
    }
}
