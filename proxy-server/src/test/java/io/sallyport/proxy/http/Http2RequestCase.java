package io.sallyport.proxy.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A request of HTTP/2 that is none.
///
/// @param expected why it is refused
/// @param fields names and values
/// @param body null without one
record Http2RequestCase(String what, HttpViolation expected, List<String> fields, String body) {
    @Override
    public String toString() {
        return expected.id() + ": " + what;
    }

    /// The same with another body, which no length in its head is right for.
    Http2RequestCase withBody(String other) {
        return new Http2RequestCase(what, expected, fields, other);
    }

    void send(RawHttp2Client client, int stream) throws IOException {
        client.headers(stream, body == null, fields.toArray(String[]::new));
        if (body != null) {
            client.data(stream, true, body);
        }
    }

    static Http2RequestCase raw(HttpViolation expected, String what, String... fields) {
        return new Http2RequestCase(what, expected, List.of(fields), null);
    }

    static Http2RequestCase get(HttpViolation expected, String what, String... more) {
        return new Http2RequestCase(what, expected, with("GET", more), null);
    }

    static Http2RequestCase post(String body, HttpViolation expected, String what, String... more) {
        return new Http2RequestCase(what, expected, with("POST", more), body);
    }

    static String visible(String text) {
        return '\'' + text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + '\'';
    }

    private static List<String> with(String method, String... more) {
        List<String> fields =
                new ArrayList<>(
                        List.of(
                                ":method",
                                method,
                                ":scheme",
                                "http",
                                ":authority",
                                "h",
                                ":path",
                                "/"));
        fields.addAll(Arrays.asList(more));
        return fields;
    }
}
