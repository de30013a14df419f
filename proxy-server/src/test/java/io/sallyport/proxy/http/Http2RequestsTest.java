package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.TestProxy;
import java.util.List;
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

    static final List<Http2RequestCase> CASES = MalformedHttp2Requests.ALL;

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
    void refusesAndGoesOn(Http2RequestCase given) throws Exception {
        int before = backend.requests().size();
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            given.send(client, 1);
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
        assertThat(CASES.stream().map(Http2RequestCase::expected).distinct())
                .contains(
                        HttpViolation.UNKNOWN_PSEUDO_HEADER,
                        HttpViolation.DUPLICATE_PSEUDO_HEADER,
                        HttpViolation.MISPLACED_PSEUDO_HEADER,
                        HttpViolation.MISSING_PSEUDO_HEADER,
                        HttpViolation.INVALID_SCHEME,
                        HttpViolation.UPPERCASE_FIELD_NAME,
                        HttpViolation.CONNECTION_FIELD,
                        HttpViolation.CONTENT_LENGTH_DIFFERS);
        assertThat(CASES).hasSizeGreaterThan(125);
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
}
