package io.sallyport.proxy.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What is answered. Not changed once it is made.
public final class Response {
    private static final String TEXT = "text/plain; charset=utf-8";

    /// No scripts, nothing from elsewhere: the pages bring all they need.
    private static final Map<String, String> HTML_HEADERS =
            Map.of(
                    "content-security-policy",
                    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                            + " form-action 'none'; frame-ancestors 'none'",
                    "referrer-policy",
                    "no-referrer");

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers;

    private Response(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    /// @param body taken over: not to be changed any more
    public static Response of(String contentType, byte[] body) {
        return new Response(200, contentType, body, Map.of());
    }

    /// A line of plain text.
    public static Response text(int status, String line) {
        return new Response(status, TEXT, bytes(line + "\n"), Map.of());
    }

    public static Response html(String page) {
        return new Response(200, "text/html; charset=utf-8", bytes(page), HTML_HEADERS);
    }

    public static Response json(String json) {
        return json(200, json);
    }

    public static Response json(int status, String json) {
        return new Response(status, "application/json", bytes(json + "\n"), Map.of());
    }

    public static Response notFound() {
        return text(404, "no such page; see /");
    }

    /// @param allowed the methods that are, such as `GET, HEAD`
    public static Response methodNotAllowed(String allowed) {
        return new Response(405, TEXT, bytes("method not allowed\n"), Map.of("allow", allowed));
    }

    public int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
