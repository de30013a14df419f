package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name by which one request is found in all logs: `X-Request-ID`.
final class RequestId {
    private static final String NAME = "x-request-id";
    private static final Pattern WELL_FORMED = Pattern.compile("[0-9A-Za-z._~+/=:@-]{1,128}");

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int TIME_SHIFT = 16;
    private static final int RANDOM_A = 0xfff;

    private RequestId() {}

    /// The one that a believed peer gave, or a new one.
    static String of(HttpHeaders headers, boolean believed) {
        String given = believed ? given(headers) : null;
        return given == null ? make() : given;
    }

    /// Puts the field of the request to the server right.
    static void apply(HttpHeaders headers, String id) {
        for (String name : headers.names()) {
            if (name.toLowerCase(Locale.ROOT).replace('_', '-').equals(NAME)) {
                headers.remove(name);
            }
        }
        headers.set(NAME, id);
    }

    private static @Nullable String given(HttpHeaders headers) {
        String given = headers.get(NAME);
        return given != null && WELL_FORMED.matcher(given).matches() ? given : null;
    }

    /// A UUID that begins with the time, version 7 (RFC 9562, section 5.7).
    private static String make() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high =
                System.currentTimeMillis() << TIME_SHIFT | VERSION_7 | random.nextInt() & RANDOM_A;
        long low = random.nextLong() >>> 2 | VARIANT;
        return new UUID(high, low).toString();
    }
}
