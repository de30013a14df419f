package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.TestProxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Requests of HTTP/2 that are none (RFC 9113, section 8), or would be another one in HTTP/1.1: refused with a reason,
/// and nothing of them reaches a server.
@Timeout(60)
class Http2RequestsTest {
    private HttpBackend backend;
    private TestProxy proxy;

    /// @param fields names and values
    /// @param body null without one
    record Case(String what, HttpViolation expected, List<String> fields, String body) {
        @Override
        public String toString() {
            return expected.id() + ": " + what;
        }
    }

    static final List<Case> CASES = cases();

    @BeforeEach
    void start() throws Exception {
        backend = new HttpBackend(_ -> HttpBackend.ok("ok"));
        proxy = TestProxy.plain(backend.address()).speakingHttp().start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void refusesAndGoesOn(Case given) throws Exception {
        int before = backend.requests().size();
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            client.headers(1, given.body() == null, given.fields().toArray(String[]::new));
            if (given.body() != null) {
                client.data(1, true, given.body());
            }
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo(String.valueOf(given.expected().status()));
            client.await(Http2Frame.RST_STREAM);
            assertThat(answer.resetBy()).isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
            client.get(3, "/fine");
            assertThat(client.answer(3).body()).isEqualTo("ok");
        }
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.reason()).isEqualTo(given.expected().id());
        assertThat(report.status()).isEqualTo(given.expected().status());
        proxy.traffic().awaitRequest();
        assertThat(backend.requests().subList(before, backend.requests().size()))
                .allMatch(each -> each.firstLine().equals("GET /fine HTTP/1.1"));
    }

    @Test
    void refusesTrailersThatAreNone() throws Exception {
        for (List<String> trailers :
                List.of(
                        List.of(":path", "/"),
                        List.of("x", "y", ":status", "200"),
                        List.of("Upper", "case"),
                        List.of("content-length", "3"),
                        List.of("host", "h"),
                        List.of("transfer-encoding", "chunked"),
                        List.of("x-forwarded-for", "1.2.3.4"),
                        List.of("a", "b\r\nc: d"),
                        List.of("big", "x".repeat(32 << 10)))) {
            try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
                client.post(1);
                client.data(1, false, "body");
                client.headers(1, true, trailers.toArray(String[]::new));
                RawHttp2Client.Answer answer = client.answer(1);
                assertThat(answer.status()).as("%s", trailers).isIn("400", "431");
                client.get(3, "/fine");
                assertThat(client.answer(3).body()).isEqualTo("ok");
            }
            assertThat(proxy.traffic().awaitRequest().reason())
                    .isIn(
                            HttpViolation.MISPLACED_PSEUDO_HEADER.id(),
                            HttpViolation.UPPERCASE_FIELD_NAME.id(),
                            HttpViolation.INVALID_TRAILER.id(),
                            HttpViolation.CONNECTION_FIELD.id(),
                            HttpViolation.INVALID_FIELD_VALUE.id(),
                            HttpViolation.HEADER_TOO_LARGE.id());
            proxy.traffic().awaitRequest();
        }
    }

    @Test
    void hasACaseForEachRuleOfHttp2() {
        assertThat(CASES.stream().map(Case::expected).distinct())
                .contains(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        HttpViolation.MISPLACED_PSEUDO_HEADER,
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        HttpViolation.INVALID_SCHEME,
                        HttpViolation.UPPERCASE_FIELD_NAME,
                        HttpViolation.CONNECTION_FIELD,
                        HttpViolation.CONTENT_LENGTH_DIFFERS);
        assertThat(CASES).hasSizeGreaterThan(75);
    }

    /// What is odd and allowed.
    @Test
    void understandsWhatMayBeSaidInSeveralWays() throws Exception {
        int before = backend.requests().size();
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            fine(client, 1, ":method", "GET", ":path", "/fine", ":scheme", "https", "host", "h");
            fine(
                    client,
                    3,
                    ":authority",
                    "H:443",
                    ":path",
                    "/fine",
                    ":scheme",
                    "https",
                    ":method",
                    "GET",
                    "host",
                    "h");
            fine(
                    client,
                    5,
                    ":method",
                    "GET",
                    ":path",
                    "/fine?a=[b]&c={d}|e",
                    ":scheme",
                    "http",
                    ":authority",
                    "[::1]:80",
                    "x",
                    "",
                    "y",
                    "a  b",
                    "z",
                    "\u00fc");
            fine(
                    client,
                    7,
                    ":method",
                    "OPTIONS",
                    ":path",
                    "*",
                    ":scheme",
                    "http",
                    ":authority",
                    "h");
            fine(
                    client,
                    9,
                    ":method",
                    "GET",
                    ":path",
                    "/fine",
                    ":scheme",
                    "http",
                    ":authority",
                    "h",
                    "te",
                    "trailers",
                    "x_y",
                    "1");
        }
        for (int i = 0; i < 5; i++) {
            proxy.traffic().awaitRequest();
        }
        List<Message> seen = backend.requests().subList(before, backend.requests().size());
        assertThat(seen)
                .extracting(each -> each.field("host"))
                .containsExactly("h", "H:443", "[::1]:80", "h", "h");
        assertThat(seen.get(2).firstLine()).isEqualTo("GET /fine?a=[b]&c={d}|e HTTP/1.1");
        assertThat(seen.get(3).firstLine()).isEqualTo("OPTIONS * HTTP/1.1");
    }

    private static void fine(RawHttp2Client client, int stream, String... fields) throws Exception {
        client.headers(stream, true, fields);
        assertThat(client.answer(stream).status()).isEqualTo("200");
    }

    private static List<Case> cases() {
        return Stream.of(
                        pseudoHeaders(),
                        names(),
                        values(),
                        hosts(),
                        targets(),
                        connections(),
                        bodies(),
                        sizes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> pseudoHeaders() {
        return List.of(
                raw(HttpViolation.MISSING_PSEUDO_HEADER, "nothing at all"),
                raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "no method",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "no scheme",
                        ":method",
                        "GET",
                        ":authority",
                        "h",
                        ":path",
                        "/"),
                raw(
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        "no path",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":authority",
                        "h"),
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                get(
                        HttpViolation.MISPLACED_PSEUDO_HEADER,
                        "a path after a field",
                        "x",
                        "y",
                        ":path",
                        "/"),
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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
                raw(
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

    private static List<Case> names() {
        List<Case> cases = new ArrayList<>();
        for (String name :
                List.of(
                        "a b", "a:b", "a\r\nb", "a\nb", "a\rb", "a\0b", "a\tb", "a\u007f", "a\"b",
                        "a(b)", "a,b", "a/b", "a;b", "a=b", "a@b", "a[b", "a{b", "\u00e4", " a",
                        "a ", "")) {
            cases.add(get(HttpViolation.INVALID_FIELD_NAME, visible(name), name, "x"));
        }
        cases.add(
                get(
                        HttpViolation.INVALID_FIELD_NAME,
                        "one that frames by CGI",
                        "content_length",
                        "5"));
        cases.add(get(HttpViolation.INVALID_FIELD_NAME, "another", "transfer_encoding", "chunked"));
        cases.add(
                get(
                        HttpViolation.INVALID_FIELD_NAME,
                        "a whole header in a name",
                        "x: y\r\ntransfer-encoding: chunked\r\nz",
                        "x"));
        cases.add(get(HttpViolation.UPPERCASE_FIELD_NAME, "one", "X-Foo", "x"));
        cases.add(get(HttpViolation.UPPERCASE_FIELD_NAME, "within", "xFoo", "x"));
        cases.add(
                get(HttpViolation.UPPERCASE_FIELD_NAME, "framing", "Transfer-Encoding", "chunked"));
        return cases;
    }

    private static List<Case> values() {
        List<Case> cases = new ArrayList<>();
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
            cases.add(get(HttpViolation.INVALID_FIELD_VALUE, visible(value), "x", value));
        }
        cases.add(get(HttpViolation.INVALID_FIELD_VALUE, "in a crumb", "cookie", "a\r\nb: c"));
        cases.add(
                get(
                        HttpViolation.INVALID_FIELD_VALUE,
                        "in a second crumb",
                        "cookie",
                        "a",
                        "cookie",
                        "b\0"));
        return cases;
    }

    private static List<Case> hosts() {
        List<Case> cases = new ArrayList<>();
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
                    raw(
                            HttpViolation.INVALID_HOST,
                            visible(authority),
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
                raw(
                        HttpViolation.MISSING_HOST,
                        "neither",
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        "/"));
        cases.add(get(HttpViolation.HOST_DIFFERS_FROM_TARGET, "another", "host", "i"));
        cases.add(get(HttpViolation.HOST_DIFFERS_FROM_TARGET, "a port", "host", "h:81"));
        cases.add(get(HttpViolation.HOST_DIFFERS_FROM_TARGET, "with a user", "host", "u@h"));
        cases.add(get(HttpViolation.SEVERAL_HOSTS, "the same twice", "host", "h", "host", "h"));
        cases.add(
                raw(
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

    private static List<Case> targets() {
        List<Case> cases = new ArrayList<>();
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
                    raw(
                            HttpViolation.INVALID_TARGET,
                            visible(path),
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
                    raw(
                            HttpViolation.INVALID_METHOD,
                            visible(method),
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
                    raw(
                            HttpViolation.INVALID_SCHEME,
                            visible(scheme),
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
                raw(
                        HttpViolation.METHOD_NOT_SUPPORTED,
                        "CONNECT",
                        ":method",
                        "CONNECT",
                        ":authority",
                        "h:443"));
        cases.add(
                raw(
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
                raw(
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

    private static List<Case> connections() {
        return List.of(
                get(HttpViolation.CONNECTION_FIELD, "connection", "connection", "close"),
                get(HttpViolation.CONNECTION_FIELD, "keep-alive", "keep-alive", "5"),
                get(HttpViolation.CONNECTION_FIELD, "proxy", "proxy-connection", "keep-alive"),
                get(HttpViolation.CONNECTION_FIELD, "chunked", "transfer-encoding", "chunked"),
                get(HttpViolation.CONNECTION_FIELD, "identity", "transfer-encoding", "identity"),
                get(HttpViolation.CONNECTION_FIELD, "upgrade", "upgrade", "websocket"),
                get(HttpViolation.CONNECTION_FIELD, "settings", "http2-settings", "AAMAAABk"),
                get(HttpViolation.CONNECTION_FIELD, "te", "te", "gzip"),
                get(HttpViolation.CONNECTION_FIELD, "te with more", "te", "trailers, gzip"));
    }

    private static List<Case> bodies() {
        return List.of(
                get(HttpViolation.CONTENT_LENGTH_DIFFERS, "no body", "content-length", "1"),
                post("ab", HttpViolation.CONTENT_LENGTH_DIFFERS, "too much", "content-length", "1"),
                post(
                        "ab",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "too little",
                        "content-length",
                        "3"),
                post(
                        "ab",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "some, not none",
                        "content-length",
                        "0"),
                post(
                        "",
                        HttpViolation.CONTENT_LENGTH_DIFFERS,
                        "none, not some",
                        "content-length",
                        "5"),
                post("ab", HttpViolation.INVALID_CONTENT_LENGTH, "a sign", "content-length", "+2"),
                post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "negative",
                        "content-length",
                        "-2"),
                post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "hexadecimal",
                        "content-length",
                        "0x2"),
                post("ab", HttpViolation.INVALID_CONTENT_LENGTH, "nothing", "content-length", ""),
                post(
                        "ab",
                        HttpViolation.INVALID_CONTENT_LENGTH,
                        "too large",
                        "content-length",
                        "9999999999999999999"),
                post(
                        "ab",
                        HttpViolation.CONFLICTING_CONTENT_LENGTH,
                        "twice",
                        "content-length",
                        "2",
                        "content-length",
                        "2"),
                post(
                        "ab",
                        HttpViolation.CONFLICTING_CONTENT_LENGTH,
                        "twice in one",
                        "content-length",
                        "2, 2"));
    }

    private static List<Case> sizes() {
        String[] many = new String[2 * 101];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "x";
            many[i + 1] = "y";
        }
        return List.of(
                get(HttpViolation.TOO_MANY_FIELDS, "101", many),
                get(
                        HttpViolation.HEADER_TOO_LARGE,
                        "a value",
                        "x",
                        "y".repeat(15 << 10),
                        "x",
                        "y".repeat(17 << 10)),
                raw(
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

    private static Case raw(HttpViolation expected, String what, String... fields) {
        return new Case(what, expected, List.of(fields), null);
    }

    private static Case get(HttpViolation expected, String what, String... more) {
        return new Case(what, expected, with("GET", more), null);
    }

    private static Case post(String body, HttpViolation expected, String what, String... more) {
        return new Case(what, expected, with("POST", more), body);
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

    private static String visible(String text) {
        return '\'' + text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + '\'';
    }
}
