package io.sallyport.proxy.http;

import java.util.ArrayList;
import java.util.List;

/// Requests of HTTP/2 whose pseudo-headers, host included, are wrong (RFC 9113, section 8.3).
final class MalformedPseudoHeaders {
    private MalformedPseudoHeaders() {}

    static List<Http2RequestCase> pseudoHeaders() {
        return List.of(
                Http2RequestCase.raw(HttpViolation.MISSING_PSEUDO_HEADER, "nothing at all"),
                Http2RequestCase.raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "no method",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "no scheme",
                        ":method",
                        "GET",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "no path",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h"),
                Http2RequestCase.raw(
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        "two methods",
                        ":method",
                        "GET",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        "two schemes",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":scheme",
                        "https",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        "two authorities",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":authority",
                        "i",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        "two paths",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/",
                        ":path",
                        "/admin"),
                Http2RequestCase.get(
                        HttpViolation.MISPLACED_PSEUDO_HEADER,
                        "a path after a field",
                        "x",
                        "y",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.MISPLACED_PSEUDO_HEADER,
                        "a method after a field",
                        "x",
                        "y",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        "a status",
                        ":status",
                        "200",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        "one that nobody knows",
                        ":foo",
                        "x",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        "a colon alone",
                        ":",
                        "x",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        "in upper case",
                        ":Method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.PROTOCOL_NOT_SUPPORTED,
                        "a protocol that is none of ours",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "connect-udp",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        "a protocol without CONNECT",
                        ":method",
                        "GET",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        "two protocols",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "a WebSocket of no authority",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "http",
                        ":path",
                        "/"),
                Http2RequestCase.raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "a WebSocket without a path",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "http",
                        ":authority",
                        "h"),
                Http2RequestCase.raw(
                        HttpViolation.AMBIGUOUS_REQUEST,
                        "a WebSocket with a length",
                        ":method",
                        "CONNECT",
                        ":protocol",
                        "websocket",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/",
                        "content-length",
                        "5"));
    }

    static List<Http2RequestCase> hosts() {
        List<Http2RequestCase> cases = new ArrayList<>();
        for (String authority :
                List.of(
                        "",
                        "a b",
                        "user@h",
                        "h:99999",
                        "h:",
                        "h:x",
                        "h\r\nx: y",
                        "h/x",
                        "[::1",
                        "h#",
                        ".h",
                        "a..b",
                        "h,i",
                        " h")) {
            cases.add(
                    Http2RequestCase.raw(
                            HttpViolation.INVALID_HOST,
                            Http2RequestCase.visible(authority),
                            ":method",
                            "GET",
                            ":scheme",
                            "http",
                            ":authority",
                            authority,
                            ":path",
                            "/"));
        }
        cases.add(
                Http2RequestCase.raw(
                        HttpViolation.MISSING_HOST,
                        "neither",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.HOST_DIFFERS_FROM_TARGET, "another", "host", "i"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.HOST_DIFFERS_FROM_TARGET, "a port", "host", "h:81"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.HOST_DIFFERS_FROM_TARGET, "with a user", "host", "u@h"));
        cases.add(
                Http2RequestCase.get(
                        HttpViolation.SEVERAL_HOSTS, "the same twice", "host", "h", "host", "h"));
        cases.add(
                Http2RequestCase.raw(
                        HttpViolation.SEVERAL_HOSTS,
                        "without an authority",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/",
                        "host",
                        "h",
                        "host",
                        "i"));
        return cases;
    }

    static List<Http2RequestCase> targets() {
        List<Http2RequestCase> cases = new ArrayList<>();
        for (String path :
                List.of(
                        "",
                        "x",
                        "http://h/",
                        "/ HTTP/1.1\r\nx: y",
                        "/a b",
                        "/\r",
                        "/\n",
                        "/\0",
                        "/a#b",
                        "/\u00e4",
                        "/%",
                        "/%zz",
                        "/%00",
                        "/\\",
                        "*",
                        "?x",
                        "//h\t")) {
            cases.add(
                    Http2RequestCase.raw(
                            HttpViolation.INVALID_TARGET,
                            Http2RequestCase.visible(path),
                            ":method",
                            "GET",
                            ":scheme",
                            "http",
                            ":authority",
                            "h",
                            ":path",
                            path));
        }
        for (String method : List.of("", "G T", "GET\r\n", "GET /x HTTP/1.1\r\n", "G:", "\u00e4")) {
            cases.add(
                    Http2RequestCase.raw(
                            HttpViolation.INVALID_METHOD,
                            Http2RequestCase.visible(method),
                            ":method",
                            method,
                            ":scheme",
                            "http",
                            ":authority",
                            "h",
                            ":path",
                            "/"));
        }
        for (String scheme : List.of("", "ftp", "HTTP", "http://", "h\r\n")) {
            cases.add(
                    Http2RequestCase.raw(
                            HttpViolation.INVALID_SCHEME,
                            Http2RequestCase.visible(scheme),
                            ":method",
                            "GET",
                            ":scheme",
                            scheme,
                            ":authority",
                            "h",
                            ":path",
                            "/"));
        }
        cases.add(
                Http2RequestCase.raw(
                        HttpViolation.METHOD_NOT_SUPPORTED,
                        "CONNECT",
                        ":method",
                        "CONNECT",
                        ":authority",
                        "h:443"));
        cases.add(
                Http2RequestCase.raw(
                        HttpViolation.METHOD_NOT_SUPPORTED,
                        "TRACE",
                        ":method",
                        "TRACE",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"));
        cases.add(
                Http2RequestCase.raw(
                        HttpViolation.METHOD_NOT_SUPPORTED,
                        "connect",
                        ":method",
                        "connect",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"));
        return cases;
    }
}
