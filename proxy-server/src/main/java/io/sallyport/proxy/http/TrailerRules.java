package io.sallyport.proxy.http;

import java.util.Locale;
import java.util.Set;

/// Which fields may not come after the body (RFC 9110, section 6.5.1): those that frame, route,
/// authenticate, or say how to read what has been read already.
final class TrailerRules {
    private static final Set<String> FORBIDDEN =
            Set.of(
                    "transfer-encoding",
                    "content-length",
                    "trailer",
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "upgrade",
                    "te",
                    "host",
                    "expect",
                    "max-forwards",
                    "forwarded",
                    "via",
                    "authorization",
                    "proxy-authorization",
                    "cookie",
                    "client-cert",
                    "client-cert-chain",
                    "content-type",
                    "content-encoding",
                    "content-range",
                    "range",
                    "cache-control",
                    "pragma",
                    "if-match",
                    "if-none-match",
                    "if-modified-since",
                    "if-unmodified-since",
                    "if-range");

    /// What proxies add to say whom they forward for.
    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private TrailerRules() {}

    static boolean forbid(CharSequence name) {
        // What a server takes a field for that hands it on as CGI does, it must not be either.
        String hyphenated = name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
        return FORBIDDEN.contains(hyphenated) || hyphenated.startsWith(FORWARDED_PREFIX);
    }
}
