package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests over HTTP/2 reach servers of HTTP/1.1, and answers come back: all that is promised for HTTP/1.1 holds.
@Timeout(60)
class Http2ForwardingTest {
    private HttpBackend backend;
    private TestProxy proxy;

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (backend != null) {
            backend.close();
        }
    }

    static Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void answersManyRequestsOverOneConnection(Setup setup) throws Exception {
        start(setup, request -> HttpBackend.ok("this is " + request.firstLine()));
        try (RawHttp2Client client = connect()) {
            for (int stream = 1; stream < 40; stream += 2) {
                client.get(stream, "/" + stream);
            }
            for (int stream = 1; stream < 40; stream += 2) {
                RawHttp2Client.Answer answer = client.answer(stream);
                assertThat(answer.status()).isEqualTo("200");
                assertThat(answer.body()).isEqualTo("this is GET /" + stream + " HTTP/1.1");
                assertThat(answer.isEnded()).isTrue();
            }
        }
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.protocol()).isEqualTo("HTTP/2.0");
        assertThat(report.method()).isEqualTo("GET");
        assertThat(report.host()).isEqualTo("localhost");
        assertThat(report.status()).isEqualTo(200);
    }

    @Test
    void speaksHttp2OverTlsToClientsThatOfferIt() throws Exception {
        backend = new HttpBackend(_ -> HttpBackend.ok("hello"));
        proxy = TestProxy.tls(backend.address()).speakingHttp().start();
        try (RawHttp2Client client = connectByTls("h2", "http/1.1")) {
            client.get(1, "/");
            assertThat(client.answer(1).body()).isEqualTo("hello");
        }
        try (Socket client = TestTls.handshake(proxy.connectPlain(), "http/1.1")) {
            client.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("hello");
        }
        assertThat(backend.requests().getFirst().field("x-forwarded-proto")).isEqualTo("https");
    }

    @Test
    void passesBodiesOnHoweverTheyEnd() throws Exception {
        start(request -> HttpBackend.ok(request.body()));
        try (RawHttp2Client client = connect()) {
            client.post(1, "content-length", "5");
            client.data(1, true, "hello");
            assertThat(client.answer(1).body()).isEqualTo("hello");
            client.post(3);
            client.data(3, false, "abc");
            client.data(3, false, "defg");
            client.data(3, true, "");
            assertThat(client.answer(3).body()).isEqualTo("abcdefg");
            client.headers(
                    5, true, ":method", "POST", ":scheme", "http", ":authority", "h", ":path", "/");
            assertThat(client.answer(5).body()).isEmpty();
        }
        assertThat(backend.requests().get(0).field("content-length")).isEqualTo("5");
        assertThat(backend.requests().get(1).field("transfer-encoding")).isEqualTo("chunked");
        assertThat(backend.requests().get(2).field("content-length")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nhello" + HttpBackend.END,
                "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello" + HttpBackend.END
            })
    void passesAnswersOnHoweverTheyAreFramed(String onTheWire) throws Exception {
        start(_ -> onTheWire);
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.isEnded()).isTrue();
            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(answer.field("connection")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified", "200 OK"})
    void endsAnswersWithoutABodyByTheirHead(String status) throws Exception {
        start(_ -> "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nETag: \"x\"\r\n\r\n");
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            Http2Frame head = client.await(Http2Frame.HEADERS);
            assertThat(head.has(Http2Frame.END_STREAM)).isTrue();
            assertThat(client.answer(1).field("etag")).isEqualTo("\"x\"");
        }
    }

    @Test
    void answersHeadWithoutABodyButWithItsLength() throws Exception {
        start(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        try (RawHttp2Client client = connect()) {
            for (int stream = 1; stream < 7; stream += 2) {
                client.headers(
                        stream,
                        true,
                        ":method",
                        "HEAD",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/");
                RawHttp2Client.Answer answer = client.answer(stream);
                assertThat(answer.field("content-length")).isEqualTo("1000");
                assertThat(answer.isEnded()).isTrue();
            }
        }
        assertThat(backend.connections()).isEqualTo(1);
    }

    @Test
    void passesTrailersOnInBothDirections() throws Exception {
        start(request ->
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\n\r\n"
                        + "2\r\nhi\r\n0\r\nX-T: "
                        + request.trailers()
                        + "\r\n\r\n");
        try (RawHttp2Client client = connect()) {
            client.post(1, "te", "trailers");
            client.data(1, false, "body");
            client.headers(1, true, "x-checksum", "12");
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.body()).isEqualTo("hi");
            assertThat(answer.trailer("x-t")).isEqualTo("x-checksum: 12");
        }
    }

    @Test
    void passesInterimAnswersOn() throws Exception {
        start(_ ->
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                        + HttpBackend.ok("done"));
        try (RawHttp2Client client = connect()) {
            client.post(1, "expect", "100-continue", "content-length", "2");
            client.data(1, true, "hi");
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.interim()).isEqualTo("100 103 ");
            assertThat(answer.body()).isEqualTo("done");
        }
    }

    @Test
    void joinsTheCrumbsOfCookies() throws Exception {
        start(_ -> HttpBackend.ok(""));
        try (RawHttp2Client client = connect()) {
            client.post(1, "cookie", "a=1", "x", "y", "cookie", "b=2", "cookie", "c=3");
            client.data(1, true, "");
            client.answer(1);
        }
        assertThat(backend.requests().getFirst().field("cookie")).isEqualTo("a=1; b=2; c=3");
    }

    @Test
    void tellsTheServerWhereTheRequestIsFrom() throws Exception {
        start(_ -> HttpBackend.ok(""));
        try (RawHttp2Client client = connect()) {
            client.post(
                    1, "x-forwarded-for", "6.6.6.6", "forwarded", "for=6.6.6.6", "te", "trailers");
            client.data(1, true, "");
            client.answer(1);
        }
        Message request = backend.requests().getFirst();
        assertThat(request.firstLine()).isEqualTo("POST / HTTP/1.1");
        assertThat(request.field("host")).isEqualTo("localhost");
        assertThat(request.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(request.field("x-forwarded-host")).isEqualTo("localhost");
        assertThat(request.field("forwarded")).isNull();
        assertThat(request.field("te")).isNull();
    }

    @Test
    void answersForAnotherHostWith421AndGoesOn() throws Exception {
        backend = new HttpBackend(_ -> HttpBackend.ok("ok"));
        proxy = TestProxy.tls(backend.address()).speakingHttp().start();
        try (RawHttp2Client client = connectByTls("h2")) {
            client.headers(
                    1,
                    true,
                    ":method",
                    "GET",
                    ":scheme",
                    "https",
                    ":authority",
                    "elsewhere.example",
                    ":path",
                    "/");
            assertThat(client.answer(1).status()).isEqualTo("421");
            client.get(3, "/");
            assertThat(client.answer(3).status()).isEqualTo("200");
        }
        assertThat(backend.requests()).hasSize(1);
    }

    @Test
    void aBodyThatWasToBeEmptyReachesNoServer() throws Exception {
        start(_ -> HttpBackend.ok("ok"));
        try (RawHttp2Client client = connect()) {
            // leaves a connection over which a head could be forwarded at once
            client.get(1, "/");
            client.answer(1);
            client.post(3, "content-length", "0");
            client.data(3, false, "");
            client.frame(Http2Frame.PING, 0, 0, "12345678");
            client.await(Http2Frame.PING);
            client.data(3, false, "x");
            assertThat(client.answer(3).status()).isEqualTo("400");
            client.get(5, "/");
            assertThat(client.answer(5).status()).isEqualTo("200");
        }
        assertThat(backend.requests())
                .extracting(Message::firstLine)
                .containsExactly("GET / HTTP/1.1", "GET / HTTP/1.1");
        assertThat(proxy.traffic().awaitRequest().reason()).isNull();
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("content_length_differs");
    }

    @Test
    void aBodyThatWasToBeEmptyAndIsReachesTheServer() throws Exception {
        start(request -> HttpBackend.ok(request.firstLine() + request.body()));
        try (RawHttp2Client client = connect()) {
            client.post(1, "content-length", "0");
            client.data(1, true, "");
            assertThat(client.answer(1).body()).isEqualTo("POST / HTTP/1.1");
            client.post(3, "content-length", "0");
            client.headers(3, true, "x-checksum", "1");
            assertThat(client.answer(3).body()).isEqualTo("POST / HTTP/1.1");
        }
    }

    @Test
    void opensAStreamsWindowOnlyAsTheServerTakesTheBody() throws Exception {
        CompletableFuture<Void> mayRead = new CompletableFuture<>();
        try (TestServer server =
                TestServer.start(client -> {
                    mayRead.join();
                    Channels.newInputStream(client).transferTo(OutputStream.nullOutputStream());
                })) {
            proxy = TestProxy.plain(server.address()).speakingHttp().start();
            try (RawHttp2Client client = connect()) {
                client.post(1);
                int sent = 0;
                int window = 65_535;
                // a proxy that gathers would go on for ever
                while (window > 0 && sent < 64_000_000) {
                    int length = Math.min(window, 16_384);
                    client.data(1, false, "x".repeat(length));
                    sent += length;
                    window += opened(client) - length;
                }
                assertThat(sent).isBetween(65_535, 63_999_999);
                mayRead.complete(null);
                Http2Frame opened = client.await(Http2Frame.WINDOW_UPDATE);
                assertThat(opened.number(0)).isPositive();
            } finally {
                mayRead.complete(null);
            }
        }
    }

    /// By how much the window of stream 1 has been opened when all that was sent is seen.
    private static int opened(RawHttp2Client client) throws IOException {
        client.frame(Http2Frame.PING, 0, 0, "12345678");
        int opened = 0;
        while (true) {
            Http2Frame frame = client.next();
            if (frame.type() == Http2Frame.PING) {
                return opened;
            }
            if (frame.type() == Http2Frame.WINDOW_UPDATE && frame.stream() == 1) {
                opened += frame.number(0);
            }
        }
    }

    @Test
    void asksTheServerForNoMoreThanTheClientTakes() throws Exception {
        String large = "y".repeat(40_000_000);
        CompletableFuture<Void> done = new CompletableFuture<>();
        start(_ -> {
            done.complete(null);
            return HttpBackend.ok(large);
        });
        try (RawHttp2Client client = connect().openingNoWindows()) {
            client.get(1, "/");
            StringBuilder body = new StringBuilder();
            while (body.length() < 65_535) {
                Http2Frame frame = client.await(Http2Frame.DATA);
                body.append(frame.payload());
            }
            done.get();
            assertThat(body).hasSize(65_535);
            client.windowUpdate(0, 100_000_000);
            client.windowUpdate(1, 100_000_000);
            assertThat(client.answer(1).body()).hasSize(large.length());
        }
    }

    @Test
    void resetsAStreamWhoseAnswerCannotBeEndedAndGoesOn() throws Exception {
        start(request ->
                request.firstLine().contains("/half")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello" + HttpBackend.END
                        : HttpBackend.ok("whole"));
        try (RawHttp2Client client = connect()) {
            client.get(1, "/half");
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.resetBy()).isEqualTo((int) Http2Error.INTERNAL_ERROR.code());
            client.get(3, "/");
            assertThat(client.answer(3).body()).isEqualTo("whole");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_truncated");
    }

    @Test
    void answersWith502WhereNoServerIs() throws Exception {
        proxy = TestProxy.plain().speakingHttp().start();
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            assertThat(client.answer(1).status()).isEqualTo("502");
            client.post(3);
            RawHttp2Client.Answer answer = client.answer(3);
            assertThat(answer.status()).isEqualTo("502");
            assertThat(answer.isEnded()).isTrue();
            client.await(Http2Frame.RST_STREAM);
            assertThat(answer.resetBy()).isEqualTo((int) Http2Error.NO_ERROR.code());
        }
    }

    @Test
    void tellsWhenAClientTakesItsRequestBack() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
        start(request -> {
            if (request.firstLine().contains("/slow")) {
                asked.complete(null);
                mayAnswer.join();
            }
            return HttpBackend.ok("ok");
        });
        try (RawHttp2Client client = connect()) {
            client.get(1, "/slow");
            asked.get();
            client.reset(1);
            client.get(3, "/");
            assertThat(client.answer(3).body()).isEqualTo("ok");
        } finally {
            mayAnswer.complete(null);
        }
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.reason()).isEqualTo("client_closed");
        assertThat(report.status()).isEqualTo(499);
    }

    @Test
    void drainsByTwoGoawaysAndLosesNoRequest() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
        start(request -> {
            if (request.firstLine().contains("/slow")) {
                asked.complete(null);
                mayAnswer.join();
            }
            return HttpBackend.ok("ok");
        });
        try (RawHttp2Client client = connect().answeringNoPings()) {
            client.get(1, "/slow");
            asked.get();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(
                            () -> proxy.proxy().drain(Duration.ofSeconds(30)).join());
            Http2Frame first = client.await(Http2Frame.GOAWAY);
            assertThat(first.number(0)).isEqualTo(Integer.MAX_VALUE);
            // was on its way
            client.get(3, "/");
            assertThat(client.answer(3).body()).isEqualTo("ok");
            Http2Frame last = client.await(Http2Frame.GOAWAY);
            assertThat(last.number(0)).isEqualTo(3);
            assertThat(last.number(4)).isEqualTo((int) Http2Error.NO_ERROR.code());
            mayAnswer.complete(null);
            assertThat(client.answer(1).body()).isEqualTo("ok");
            assertThat(client.end()).isEqualTo((int) Http2Error.NO_ERROR.code());
            stopped.get();
        } finally {
            mayAnswer.complete(null);
        }
    }

    @Test
    void closesAConnectionThatIsNotUsed() throws Exception {
        backend = new HttpBackend(_ -> HttpBackend.ok("ok"));
        proxy =
                TestProxy.plain(backend.address())
                        .with(web -> web.withIdleTimeout(Duration.ofMillis(300)))
                        .speakingHttp()
                        .start();
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            client.answer(1);
            assertThat(client.end()).isEqualTo((int) Http2Error.NO_ERROR.code());
        }
    }

    @Test
    void resetsAStreamThatDoesNotTakeItsAnswer() throws Exception {
        backend = new HttpBackend(_ -> HttpBackend.ok("z".repeat(1_000_000)));
        proxy =
                TestProxy.plain(backend.address())
                        .with(web -> web.withIdleTimeout(Duration.ofMillis(300)))
                        .speakingHttp()
                        .start();
        try (RawHttp2Client client = connect().openingNoWindows()) {
            client.get(1, "/");
            assertThat(client.answer(1).resetBy())
                    .isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("answer_not_taken");
    }

    @Test
    void tellsAClientWithoutTlsThatItSpeaksAnUnknownProtocol() throws Exception {
        start(_ -> HttpBackend.ok("ok"));
        try (Socket client = proxy.connectPlain()) {
            client.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .startsWith("HTTP/1.1 ");
        }
    }

    private void start(Function<Message, String> answers) throws IOException {
        backend = new HttpBackend(answers);
        proxy = TestProxy.plain(backend.address()).speakingHttp().start();
    }

    private void start(Setup setup, Function<Message, String> answers) throws IOException {
        backend = new HttpBackend(answers);
        proxy = setup.before(backend.address()).speakingHttp().start();
    }

    private RawHttp2Client connect() throws IOException {
        return RawHttp2Client.started(proxy.connectHttp2());
    }

    private RawHttp2Client connectByTls(String... protocols) throws IOException {
        return RawHttp2Client.started(TestTls.handshake(proxy.connectPlain(), protocols));
    }
}
