package io.sallyport.proxy.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Requests of HTTP/2 that are none (RFC 9113, section 8), or would be another one in HTTP/1.1.
final class MalformedHttp2Requests {
    static final List<Http2RequestCase> ALL =
            Stream.of(
                            MalformedPseudoHeaders.pseudoHeaders(),
                            names(),
                            values(),
                            MalformedPseudoHeaders.hosts(),
                            MalformedPseudoHeaders.targets(),
                            connections(),
                            bodies(),
                            sizes())
                    .flatMap(List::stream)
                    .toList();

    private MalformedHttp2Requests() {}

    private static List<Http2RequestCase> names() {
        List<Http2RequestCase> cases = new ArrayList<>();
        for (String name :
                List.of(
                        "a b", "a:b", "a\r\nb", "a\nb", "a\rb", "a\0b", "a\tb", "a\u007f", "a\"b",
                        "a(b)", "a,b", "a/b", "a;b", "a=b", "a@b", "a[b", "a{b", "\u00e4", " a",
                        "a ", "")) {
            cases.add(
                    Http2RequestCase.get(
                            HttpViolation.INVALID_FIELD_NAME,
                            Http2RequestCase.visible(name),
                            name,
                            "x"));
        }
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.INVALID_FIELD_NAME,
                        "one that frames by CGI",
                        "content_length",
                        "5"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.INVALID_FIELD_NAME,
                        "another",
                        "transfer_encoding",
                        "chunked"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.INVALID_FIELD_NAME,
                        "a whole header in a name",
                        "x: y\r\ntransfer-encoding: chunked\r\nz",
                        "x"));
        cases.add(Http2RequestCase.get(HttpViolation.UPPERCASE_FIELD_NAME, "one", "X-Foo", "x"));
        cases.add(Http2RequestCase.get(HttpViolation.UPPERCASE_FIELD_NAME, "within", "xFoo", "x"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.UPPERCASE_FIELD_NAME,
                        "framing",
                        "Transfer-Encoding",
                        "chunked"));
        return cases;
    }

    private static List<Http2RequestCase> values() {
        List<Http2RequestCase> cases = new ArrayList<>();
        for (String value :
                List.of(
                        "a\r\nb: c",
                        "a\nb",
                        "a\rb",
                        "a\0b",
                        "\0",
                        "a\u007f",
                        "a\u0001",
                        "a\u001f",
                        " a",
                        "a ",
                        "\ta",
                        "a\t",
                        " ",
                        "\r\n",
                        "x\r\n\r\nGET /admin HTTP/1.1")) {
            cases.add(
                    Http2RequestCase.get(
                            HttpViolation.INVALID_FIELD_VALUE,
                            Http2RequestCase.visible(value),
                            "x",
                            value));
        }
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.INVALID_FIELD_VALUE, "in a crumb", "cookie", "a\r\nb: c"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.INVALID_FIELD_VALUE,
                        "in a second crumb",
                        "cookie",
                        "a",
                        "cookie",
                        "b\0"));
        return cases;
    }

    private static List<Http2RequestCase> connections() {
        return List.of(
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "connection", "connection", "close"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "keep-alive", "keep-alive", "5"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "proxy", "proxy-connection", "keep-alive"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "chunked", "transfer-encoding", "chunked"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD,
                        "identity",
                        "transfer-encoding",
                        "identity"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "upgrade", "upgrade", "websocket"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "settings", "http2-settings", "AAMAAABk"),
                Http2RequestCase.get(HttpViolation.CONNECTION_FIELD, "te", "te", "gzip"),
                Http2RequestCase.get(
                        HttpViolation.CONNECTION_FIELD, "te with more", "te", "trailers, gzip"));
    }

    private static List<Http2RequestCase> bodies() {
        return List.of(
                Http2RequestCase.get(
                        HttpViolation.CONTENT_LENGTH_DIFFERS, "no body", "content-length", "1"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "too much",
                        "content-length",
                        "1"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "too little",
                        "content-length",
                        "3"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "some, not none",
                        "content-length",
                        "0"),
                Http2RequestCase.post(
                        "",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "none, not some",
                        "content-length",
                        "5"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "a sign",
                        "content-length",
                        "+2"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "negative",
                        "content-length",
                        "-2"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "hexadecimal",
                        "content-length",
                        "0x2"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "nothing",
                        "content-length",
                        ""),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "too large",
                        "content-length",
                        "9999999999999999999"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.CONFLICTING_CONTENT_LENGTH,
                        "twice",
                        "content-length",
                        "2",
                        "content-length",
                        "2"),
                Http2RequestCase.post(
                        "ab",
                        HttpViolation.CONFLICTING_CONTENT_LENGTH,
                        "twice in one",
                        "content-length",
                        "2, 2"));
    }

    private static List<Http2RequestCase> sizes() {
        String[] many = new String[2 * 101];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "x";
            many[i + 1] = "y";
        }
        return List.of(
                Http2RequestCase.get(HttpViolation.TOO_MANY_FIELDS, "101", many),
                Http2RequestCase.get(
                        HttpViolation.HEADER_TOO_LARGE,
                        "a value",
                        "x",
                        "y".repeat(15 << 10),
                        "x",
                        "y".repeat(17 << 10)),
                Http2RequestCase.raw(
                        HttpViolation.REQUEST_LINE_TOO_LONG,
                        "a path",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/" + "x".repeat(8 << 10)));
    }
}
