package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.Stream;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection becomes a WebSocket if client and server agree, and then nothing of it is ours but its bytes.
@Timeout(60)
class WebSocketTest {
    /// More than usual for who has the time: `-Dwebsocket.messages=1000000`.
    private static final int MESSAGES = Integer.getInteger("websocket.messages", 10_000);

    private static final int PATIENCE_SECONDS = 500;

    private static final String ASK =
            "GET /chat HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String GET = "GET /after HTTP/1.1\r\nHost: localhost\r\n\r\n";

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

    @ParameterizedTest
    @MethodSource("setups")
    @Timeout(PATIENCE_SECONDS)
    void messagesAreEchoedOneAfterTheOther(Setup setup) throws Exception {
        WebSocketServer echo = start(setup, WebSocketServer::echo);
        int messages = setup == Setup.TLS_EPOLL ? MESSAGES : 10_000;
        Received received = new Received(messages);
        WebSocket socket = connect(setup, received);
        for (int i = 0; i < messages; i++) {
            socket.sendText("message " + i, true).join();
        }
        received.all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        assertThat(received.closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
        Message asked = echo.requests().getFirst();
        assertThat(asked.field("connection")).isEqualToIgnoringCase("upgrade");
        assertThat(asked.field("upgrade")).isEqualTo("websocket");
        assertThat(asked.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.status()).isEqualTo(101);
        assertThat(report.reason()).isNull();
        // a head of 6 bytes with a mask, 2 bytes without
        assertThat(report.bytesIn()).isBetween(16L * messages, 23L * messages);
        assertThat(report.bytesOut()).isBetween(12L * messages, 19L * messages);
    }

    @Test
    void fragmentsAndFramesOfAnySizeArePassedOn() throws Exception {
        start(Setup.TLS_NIO, WebSocketServer::echo);
        Received received = new Received(1);
        WebSocket socket = connect(Setup.TLS_NIO, received);
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        for (int i = 0; i < 3; i++) {
            socket.sendBinary(ByteBuffer.wrap(large, i << 20, 1 << 20), i == 2).join();
        }
        received.all.get(50, TimeUnit.SECONDS);
        assertThat(received.bytes).isEqualTo(3 << 20);
        assertThat(received.last).isEqualTo((byte) 7);
        socket.abort();
    }

    @Test
    void aServerMayCloseFirst() throws Exception {
        start(
                Setup.TLS_NIO,
                (in, out, client) -> {
                    out.write(WebSocketServer.frame(0x81, "hello".getBytes(ISO_8859_1)));
                    out.write(WebSocketServer.frame(0x88, new byte[] {0x03, (byte) 0xe9}));
                    in.readAllBytes();
                });
        Received received = new Received(1);
        connect(Setup.TLS_NIO, received);
        received.all.get(20, TimeUnit.SECONDS);
        assertThat(received.closed.get(20, TimeUnit.SECONDS)).isEqualTo(1001);
        assertThat(proxy.traffic().awaitRequest().status()).isEqualTo(101);
    }

    @ParameterizedTest
    @MethodSource("setups")
    void bytesGoBothWaysAtThePaceOfTheSlowerSide(Setup setup) throws Exception {
        Stream there = new Stream(20_000_000, 1);
        Stream back = new Stream(20_000_000, 2);
        CompletableFuture<String> seen = new CompletableFuture<>();
        start(
                setup,
                (in, out, client) -> {
                    CompletableFuture<Void> answer =
                            CompletableFuture.runAsync(() -> write(back, out));
                    seen.complete(Stream.hash(in));
                    answer.join();
                    client.shutdownOutput();
                });
        try (Socket client = agreed()) {
            CompletableFuture<Void> asked =
                    CompletableFuture.runAsync(() -> {
                        try {
                            write(there, client.getOutputStream());
                            client.shutdownOutput();
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    });
            assertThat(Stream.hash(client.getInputStream())).isEqualTo(back.hash());
            asked.join();
        }
        assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(there.hash());
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.reason()).isNull();
        assertThat(report.bytesIn()).isEqualTo(20_000_000);
        assertThat(report.bytesOut()).isEqualTo(20_000_000);
    }

    @Test
    void aServerThatHasEndedStillHears() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        start(
                Setup.PLAIN_NIO,
                (in, out, client) -> {
                    client.shutdownOutput();
                    heard.complete(new String(in.readAllBytes(), ISO_8859_1));
                });
        try (Socket client = agreed()) {
            assertThat(client.getInputStream().read()).isNegative();
            send(client, "still here");
            client.shutdownOutput();
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("still here");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isNull();
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.ANSWERED);
    }

    @Test
    void aServerThatIsGoneIsGoneForTheClient() throws Exception {
        start(
                Setup.PLAIN_NIO,
                (in, out, client) -> {
                    in.read();
                    client.setOption(StandardSocketOptions.SO_LINGER, 0);
                });
        try (Socket client = agreed()) {
            send(client, "x");
            assertThat(isOver(client.getInputStream())).isTrue();
        }
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.status()).isEqualTo(101);
        assertThat(report.reason()).isEqualTo("backend_truncated");
    }

    @Test
    void aClientThatIsGoneIsGoneForTheServer() throws Exception {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        start(Setup.PLAIN_NIO, (in, out, client) -> over.complete(isOver(in)));
        try (Socket client = agreed()) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        assertThat(over.get(20, TimeUnit.SECONDS)).isTrue();
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.status()).isEqualTo(101);
        assertThat(report.reason()).isNull();
    }

    @Test
    void anotherAnswerIsAnAnswerLikeAnyOther() throws Exception {
        HttpBackend backend =
                started(
                        new HttpBackend(request ->
                                request.field("upgrade") == null
                                        ? HttpBackend.ok("after")
                                        : "HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\n"
                                                + "Content-Length: 2\r\n\r\nno"));
        try (Socket client = proxy.connect()) {
            send(client, ASK);
            Message answer = read(client);
            assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 426 Upgrade Required");
            assertThat(answer.body()).isEqualTo("no");
            send(client, GET);
            assertThat(read(client).body()).isEqualTo("after");
        }
        assertThat(backend.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket, h2c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nUpgrade: h2c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\nUpgrade: websocket\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 1\r\n\r\nx"
            })
    void whatIsNoHandshakeReachesTheServerAsAnOrdinaryRequest(String request) throws Exception {
        HttpBackend backend = started(new HttpBackend(_ -> HttpBackend.ok("")));
        try (Socket client = proxy.connect()) {
            send(client, request);
            assertThat(Message.read(client.getInputStream(), true).firstLine())
                    .isEqualTo("HTTP/1.1 200 OK");
        }
        assertThat(backend.requests().getFirst().head()).doesNotContainIgnoringCase("upgrade");
    }

    @ParameterizedTest
    @CsvSource({
        "'Upgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n'",
        "'Upgrade: websocket\r\nSec-WebSocket-Accept: x\r\n'",
        "'Upgrade: websocket\r\nConnection: Upgrade\r\n'"
    })
    void aServerCanAgreeToNothingElse(String fields) throws Exception {
        started(
                new HttpBackend(_ ->
                        "HTTP/1.1 101 Switching Protocols\r\n"
                                + fields
                                + "\r\n"
                                + "0123456789abcdef"));
        try (Socket client = proxy.connect()) {
            send(client, ASK);
            assertThat(read(client).firstLine()).isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_malformed");
    }

    @Test
    void whoDoesNotWaitForTheAnswerIsNotUnderstoodAsHttpAndThenAsSomethingElse() throws Exception {
        WebSocketServer echo = start(Setup.PLAIN_NIO, WebSocketServer::echo);
        try (Socket client = proxy.connect()) {
            send(client, ASK + GET);
            assertThat(read(client).firstLine()).isEqualTo("HTTP/1.1 400 Bad Request");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("too_early_for_tunnel");
        assertThat(echo.requests()).first().matches(asked -> asked.firstLine().contains("/chat"));
    }

    @Test
    void whatIsNoHttpMayComeBeforeTheAnswer() throws Exception {
        start(
                Setup.PLAIN_NIO,
                (in, out, client) -> {
                    out.write(in.readNBytes(3));
                    client.shutdownOutput();
                });
        try (Socket client = proxy.connect()) {
            send(client, ASK + "abc");
            assertThat(Message.read(client.getInputStream(), true).firstLine()).contains(" 101 ");
            assertThat(client.getInputStream().readNBytes(3)).isEqualTo("abc".getBytes(ISO_8859_1));
        }
    }

    @Test
    void silenceEndsIt() throws Exception {
        WebSocketServer echo = new WebSocketServer((in, out, client) -> in.readAllBytes());
        server = echo;
        proxy =
                TestProxy.plain(echo.address())
                        .with(
                                (UnaryOperator<Listener>)
                                        web ->
                                                web.withLimits(
                                                        web.limits()
                                                                .withHttp(
                                                                        HttpLimits.DEFAULTS
                                                                                .withWebSocketTimeout(
                                                                                        Duration
                                                                                                .ofMillis(
                                                                                                        200)))))
                        .speakingHttp()
                        .start();
        try (Socket client = agreed()) {
            assertThat(isOver(client.getInputStream())).isTrue();
        }
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.reason()).isEqualTo("tunnel_idle");
        assertThat(report.status()).isEqualTo(101);
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.IDLE_TIMEOUT);
    }

    @Test
    void aDrainEndsItWhenItsTimeIsOver() throws Exception {
        start(Setup.PLAIN_NIO, WebSocketServer::echo);
        try (Socket client = agreed()) {
            CompletableFuture<Void> drained = proxy.proxy().drain(Duration.ofMillis(500));
            client.getOutputStream().write(new byte[] {(byte) 0x82, (byte) 0x81, 0, 0, 0, 0, 'x'});
            assertThat(client.getInputStream().readNBytes(3))
                    .isEqualTo(new byte[] {(byte) 0x82, 1, 'x'});
            assertThat(isOver(client.getInputStream())).isTrue();
            drained.get(20, TimeUnit.SECONDS);
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.DRAIN_TIMEOUT);
    }

    @Test
    void itIsNeverAskedForEarly() throws Exception {
        started(new HttpBackend(_ -> HttpBackend.ok("")));
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        assertThat(RequestHead.isHarmlessTwice(request)).isTrue();
        request.headers().set("Connection", "Upgrade").set("Upgrade", "websocket");
        assertThat(RequestHead.isHarmlessTwice(request)).isFalse();
    }

    private WebSocketServer start(Setup setup, WebSocketServer.Behind behind) throws IOException {
        WebSocketServer started = new WebSocketServer(behind);
        server = started;
        proxy = setup.before(started.address()).speakingHttp().start();
        return started;
    }

    private HttpBackend started(HttpBackend backend) throws IOException {
        server = backend;
        proxy = TestProxy.plain(backend.address()).speakingHttp().start();
        return backend;
    }

    private WebSocket connect(Setup setup, WebSocket.Listener listener) throws Exception {
        HttpClient client =
                setup.isTls()
                        ? HttpClient.newBuilder().sslContext(TestTls.clientContext()).build()
                        : HttpClient.newHttpClient();
        URI uri =
                URI.create(
                        (setup.isTls() ? "wss" : "ws")
                                + "://localhost:"
                                + proxy.address().getPort()
                                + "/chat");
        return client.newWebSocketBuilder().buildAsync(uri, listener).get(20, TimeUnit.SECONDS);
    }

    /// A client whose connection is a WebSocket.
    private Socket agreed() throws IOException {
        Socket client = proxy.connect();
        send(client, ASK);
        Message answer = Message.read(client.getInputStream(), true);
        assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
        assertThat(answer.field("upgrade")).isEqualTo("websocket");
        assertThat(answer.field("connection")).isEqualToIgnoringCase("upgrade");
        assertThat(answer.field("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return client;
    }

    private static boolean isOver(InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private static void write(Stream stream, java.io.OutputStream out) {
        try {
            stream.writeTo(out);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Message read(Socket client) throws IOException {
        return Message.read(client.getInputStream(), false);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
        client.getOutputStream().flush();
    }

    /// Counts messages, which must come in their order.
    private static final class Received implements WebSocket.Listener {
        private final CompletableFuture<Void> all = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final int expected;
        private final StringBuilder text = new StringBuilder();
        private int messages;
        private long bytes;
        private byte last;

        Received(int expected) {
            this.expected = expected;
        }

        @Override
        public CompletableFuture<?> onText(WebSocket socket, CharSequence data, boolean whole) {
            text.append(data);
            if (whole) {
                String expectedText = expected == 1 ? "hello" : "message " + messages;
                if (!text.toString().equals(expectedText)) {
                    all.completeExceptionally(new AssertionError(text.toString()));
                }
                text.setLength(0);
                message();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletableFuture<?> onBinary(WebSocket socket, ByteBuffer data, boolean whole) {
            bytes += data.remaining();
            last = data.hasRemaining() ? data.get(data.limit() - 1) : last;
            if (whole) {
                message();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletableFuture<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            all.completeExceptionally(error);
            closed.completeExceptionally(error);
        }

        private void message() {
            messages++;
            if (messages == expected) {
                all.complete(null);
            }
        }
    }
}
