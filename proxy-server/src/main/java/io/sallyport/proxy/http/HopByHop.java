package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Fields that are for the next hop alone and are not passed on (RFC 9110, section 7.6.1).
final class HopByHop {
    private static final List<CharSequence> ALWAYS =
            List.of(
                    HttpHeaderNames.CONNECTION,
                    "keep-alive",
                    "proxy-connection",
                    HttpHeaderNames.TE,
                    HttpHeaderNames.UPGRADE,
                    "http2-settings");

    /// Whoever lists these in Connection wants the message to be misunderstood.
    private static final Set<String> NEVER =
            Set.of("host", "content-length", "transfer-encoding", "authorization", "cookie");

    private HopByHop() {}

    /// Removes them, and those that the message itself names so. Framing is left alone.
    static void remove(HttpHeaders headers) {
        for (String named : named(headers)) {
            headers.remove(named);
        }
        ALWAYS.forEach(headers::remove);
    }

    private static List<String> named(HttpHeaders headers) {
        List<String> named = new ArrayList<>(0);
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String option : value.split(",", -1)) {
                String name = option.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !NEVER.contains(name)) {
                    named.add(name);
                }
            }
        }
        return named;
    }
}
