package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.Stream;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream of HTTP/2 becomes a WebSocket (RFC 8441), for which a server is asked by HTTP/1.1, and the other streams go
/// on.
@Timeout(60)
class Http2WebSocketTest {
    private static final int ENABLE_CONNECT_PROTOCOL = 8;
    private static final int SETTING_LENGTH = 6;

    private AutoCloseable server;
    private TestProxy proxy;

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        server.close();
    }

    static java.util.stream.Stream<Setup> setups() {
        return Setup.available();
    }

    @Test
    void clientsAreToldThatTheyMayAsk() throws Exception {
        start(WebSocketServer::echo);
        try (RawHttp2Client client = connect()) {
            Http2Frame settings = client.await(Http2Frame.SETTINGS);
            boolean told = false;
            for (int at = 0; at < settings.payload().length(); at += SETTING_LENGTH) {
                told |=
                        settings.payload().charAt(at + 1) == ENABLE_CONNECT_PROTOCOL
                                && settings.number(at + 2) == 1;
            }
            assertThat(told).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void whatIsSentOnTheStreamReachesTheServerAndComesBack(Setup setup) throws Exception {
        WebSocketServer echo = new WebSocketServer(WebSocketServer::echo);
        server = echo;
        proxy = setup.before(echo.address()).speakingHttp().start();
        try (RawHttp2Client client = RawHttp2Client.started(proxy.connectHttp2())) {
            ask(client, 1, "sec-websocket-protocol", "chat", "sec-websocket-version", "13");
            RawHttp2Client.Answer answer = client.head(1);
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.field("sec-websocket-accept")).isNull();
            assertThat(answer.field("upgrade")).isNull();
            assertThat(answer.field("connection")).isNull();
            client.data(1, false, masked(0x81, "hello"));
            client.data(1, false, masked(0x82, "again"));
            client.data(1, true, masked(0x88, ""));
            assertThat(client.answer(1).body())
                    .isEqualTo(frame(0x81, "hello") + frame(0x82, "again") + frame(0x88, ""));
            assertThat(answer.isEnded()).isTrue();
            assertThat(answer.resetBy()).isNegative();
        }
        Message asked = echo.requests().getFirst();
        assertThat(asked.firstLine()).isEqualTo("GET /chat HTTP/1.1");
        assertThat(asked.field("host")).isEqualTo("localhost");
        assertThat(asked.field("connection")).isEqualToIgnoringCase("upgrade");
        assertThat(asked.field("upgrade")).isEqualTo("websocket");
        assertThat(asked.field("sec-websocket-protocol")).isEqualTo("chat");
        assertThat(asked.field("sec-websocket-version")).isEqualTo("13");
        assertThat(asked.field("transfer-encoding")).isNull();
        assertThat(asked.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.protocol()).isEqualTo("HTTP/2.0");
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.reason()).isNull();
        assertThat(report.bytesIn()).isEqualTo(11 + 11 + 6);
        assertThat(report.bytesOut()).isEqualTo(7 + 7 + 2);
    }

    @Test
    void whatComesBeforeTheAnswerWaitsForIt() throws Exception {
        start(WebSocketServer::echo);
        try (RawHttp2Client client = connect().together()) {
            ask(client, 1);
            client.data(1, true, masked(0x88, ""));
            client.send();
            assertThat(client.answer(1).body()).isEqualTo(frame(0x88, ""));
        }
    }

    @Test
    void severalStreamsMayBeWebSocketsAtOnce() throws Exception {
        WebSocketServer echo = start(WebSocketServer::echo);
        try (RawHttp2Client client = connect()) {
            for (int stream = 1; stream <= 9; stream += 2) {
                ask(client, stream);
                assertThat(client.head(stream).status()).isEqualTo("200");
            }
            for (int stream = 1; stream <= 9; stream += 2) {
                client.data(stream, true, masked(0x81, "s" + stream) + masked(0x88, ""));
            }
            for (int stream = 9; stream >= 1; stream -= 2) {
                assertThat(client.answer(stream).body())
                        .isEqualTo(frame(0x81, "s" + stream) + frame(0x88, ""));
            }
        }
        assertThat(echo.requests()).hasSize(5);
    }

    @Test
    void theServerIsReadAtTheClientsPace() throws Exception {
        Stream back = new Stream(5_000_000, 2);
        start((in, out, client) -> {
            back.writeTo(out);
            client.shutdownOutput();
        });
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            assertThat(client.head(1).isEnded()).isFalse();
            client.data(1, true, "");
            byte[] all = client.answer(1).body().getBytes(ISO_8859_1);
            assertThat(Stream.hash(new java.io.ByteArrayInputStream(all))).isEqualTo(back.hash());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalIsAnAnswerLikeAnyOther(boolean body) throws Exception {
        started(
                new HttpBackend(_ ->
                        "HTTP/1.1 403 Forbidden\r\nContent-Length: "
                                + (body ? "2\r\n\r\nno" : "0\r\n\r\n")));
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo("403");
            assertThat(answer.body()).isEqualTo(body ? "no" : "");
            client.get(3, "/");
            assertThat(client.answer(3).status()).isEqualTo("403");
        }
    }

    @Test
    void anAnswerOfSuccessThatIsNoWebSocketIsNotTakenForOne() throws Exception {
        started(new HttpBackend(_ -> HttpBackend.ok("a page")));
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            assertThat(client.answer(1).status()).isEqualTo("502");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("no_websocket");
    }

    @Test
    void aServerThatRepeatsAnAgreementOfOldDoesNotAgree() throws Exception {
        started(
                new HttpBackend(_ ->
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"));
        try (RawHttp2Client client = connect()) {
            ask(client, 1, "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(client.answer(1).status()).isEqualTo("502");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_malformed");
    }

    /// Some servers tell the length of the body that an agreement never has.
    @Test
    void aLengthInTheAgreementIsNotTheStreams() throws Exception {
        started(
                new HttpBackend(request ->
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: "
                                + WebSocketServer.accept(request.field("sec-websocket-key"))
                                + "\r\nContent-Length: 0\r\n\r\n"
                                + frame(0x81, "hello")
                                + HttpBackend.END));
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.field("content-length")).isNull();
            assertThat(answer.body()).isEqualTo(frame(0x81, "hello"));
            assertThat(answer.isEnded()).isTrue();
        }
    }

    @Test
    void aServerThatIsGoneIsGoneForTheClient() throws Exception {
        start((in, out, client) -> {
            in.read();
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        });
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            client.head(1);
            client.data(1, false, "x");
            assertThat(client.answer(1).resetBy()).isEqualTo((int) Http2Error.CANCEL.code());
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_truncated");
    }

    @Test
    void aClientThatResetsTheStreamIsGoneForTheServer() throws Exception {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        start((in, out, client) -> over.complete(isOver(in)));
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            client.head(1);
            client.reset(1);
            assertThat(over.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isNull();
    }

    @Test
    void aServerThatHasEndedStillHears() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        start((in, out, client) -> {
            client.shutdownOutput();
            heard.complete(new String(in.readAllBytes(), ISO_8859_1));
        });
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            assertThat(client.answer(1).isEnded()).isTrue();
            client.data(1, true, "still here");
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("still here");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isNull();
    }

    @Test
    void silenceEndsItAndNothingElse() throws Exception {
        WebSocketServer mute = new WebSocketServer((in, out, client) -> in.readAllBytes());
        server = mute;
        proxy =
                TestProxy.plain(mute.address())
                        .with((UnaryOperator<Listener>) Http2WebSocketTest::impatient)
                        .speakingHttp()
                        .start();
        try (RawHttp2Client client = connect()) {
            ask(client, 1);
            assertThat(client.answer(1).resetBy()).isEqualTo((int) Http2Error.CANCEL.code());
            ask(client, 3);
            assertThat(client.head(3).status()).isEqualTo("200");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("tunnel_idle");
    }

    private static Listener impatient(Listener web) {
        return web.withLimits(
                web.limits()
                        .withHttp(
                                HttpLimits.DEFAULTS.withWebSocketTimeout(Duration.ofMillis(200))));
    }

    private WebSocketServer start(WebSocketServer.Behind behind) throws IOException {
        WebSocketServer started = new WebSocketServer(behind);
        server = started;
        proxy = TestProxy.plain(started.address()).speakingHttp().start();
        return started;
    }

    private void started(HttpBackend backend) throws IOException {
        server = backend;
        proxy = TestProxy.plain(backend.address()).speakingHttp().start();
    }

    private RawHttp2Client connect() throws IOException {
        return RawHttp2Client.started(proxy.connectHttp2());
    }

    private static void ask(RawHttp2Client client, int stream, String... more) throws IOException {
        String[] fields = {
            ":method",
            "CONNECT",
            ":protocol",
            "websocket",
            ":scheme",
            "http",
            ":authority",
            "localhost",
            ":path",
            "/chat"
        };
        String[] all = java.util.Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        client.headers(stream, false, all);
    }

    /// As clients send it (RFC 6455, section 5.3), with a mask that changes nothing.
    private static String masked(int first, String payload) {
        return RawHttp2Client.octets(first, 0x80 | payload.length(), 0, 0, 0, 0) + payload;
    }

    private static String frame(int first, String payload) {
        return RawHttp2Client.octets(first, payload.length()) + payload;
    }

    private static boolean isOver(InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException | UncheckedIOException _) {
            return true;
        }
    }
}
