package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which answers may be compressed on the way, and are worth it.
final class Compressible {
    private static final Set<Integer> NEVER = Set.of(204, 205, 206, 304);

    private static final Set<String> TYPES =
            Set.of(
                    "application/javascript",
                    "application/json",
                    "application/manifest+json",
                    "application/rtf",
                    "application/vnd.ms-fontobject",
                    "application/wasm",
                    "application/x-javascript",
                    "application/xml",
                    "font/otf",
                    "font/ttf",
                    "image/bmp",
                    "image/svg+xml",
                    "image/x-icon");

    /// They hold for the bytes as the server sent them.
    private static final List<String> DIGESTS =
            List.of("content-digest", "repr-digest", "digest", "content-md5");

    private Compressible() {}

    /// @param minSize of what says how large it is
    static boolean is(HttpResponse answer, long minSize) {
        HttpHeaders fields = answer.headers();
        return !NEVER.contains(answer.status().code())
                && isOfType(fields.get(HttpHeaderNames.CONTENT_TYPE, ""))
                && !fields.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !fields.contains(HttpHeaderNames.CONTENT_RANGE)
                && DIGESTS.stream().noneMatch(fields::contains)
                && !isNotToBeTransformed(fields)
                && HttpUtil.getContentLength(answer, Long.MAX_VALUE) >= minSize;
    }

    /// Events are not to wait for each other, and pages of text are.
    private static boolean isOfType(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end))
                        .strip()
                        .toLowerCase(Locale.ROOT);
        return type.startsWith("text/") && !type.equals("text/event-stream")
                || TYPES.contains(type)
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    private static boolean isNotToBeTransformed(HttpHeaders fields) {
        return fields.getAll(HttpHeaderNames.CACHE_CONTROL).stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-transform"));
    }
}
