package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests reach a server and answers come back, whole, in order, and over connections that are used again.
@Timeout(60)
class HttpForwardingTest {
    private static final String GET = "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n";

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
    void answersOneRequestAfterTheOtherOverTheSameConnections(Setup setup) throws Exception {
        start(setup, request -> HttpBackend.ok("this is " + request.firstLine()));
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 10; i++) {
                send(client, "GET /" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Message answer = Message.read(client.getInputStream(), false);
                assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(answer.body()).isEqualTo("this is GET /" + i + " HTTP/1.1");
            }
        }
        assertThat(backend.connections()).isEqualTo(1);
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.method()).isEqualTo("GET");
        assertThat(report.target()).isEqualTo("/0");
        assertThat(report.host()).isEqualTo("localhost");
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.bytesOut()).isEqualTo(23);
        assertThat(report.server()).isEqualTo(backend.address().toString());
    }

    @Test
    void answersRequestsThatCameTogetherInTheirOrder() throws Exception {
        start(request -> HttpBackend.ok(request.firstLine()));
        try (Socket client = proxy.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                all.append("POST /").append(i).append(" HTTP/1.1\r\nHost: h\r\n");
                all.append("Content-Length: 4\r\n\r\nbody");
            }
            send(client, all.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(Message.read(client.getInputStream(), false).body())
                        .isEqualTo("POST /" + i + " HTTP/1.1");
            }
        }
        assertThat(backend.requests()).hasSize(20).allMatch(each -> each.body().equals("body"));
    }

    @Test
    void passesBodiesOnHoweverTheyAreFramed() throws Exception {
        start(request -> HttpBackend.ok(request.body()));
        try (Socket client = proxy.connect()) {
            send(client, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("hello");
            send(
                    client,
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n");
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("abcdefg");
        }
        assertThat(backend.requests().getLast().field("transfer-encoding")).isEqualTo("chunked");
        assertThat(backend.requests().getLast().field("content-length")).isNull();
    }

    @Test
    void passesAnswersOnHoweverTheyAreFramed() throws Exception {
        start(request ->
                switch (request.firstLine().split(" ")[1]) {
                    case "/chunked" ->
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + "5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n";
                    case "/close" -> "HTTP/1.1 200 OK\r\n\r\nhello" + HttpBackend.END;
                    case "/old" ->
                            "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello" + HttpBackend.END;
                    case "/none" -> "HTTP/1.1 204 No Content\r\n\r\n";
                    case "/same" -> "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n";
                    default -> HttpBackend.ok("");
                });
        try (Socket client = proxy.connect()) {
            for (String path : new String[] {"/chunked", "/close", "/old"}) {
                send(client, "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(Message.read(client.getInputStream(), false).body())
                        .as(path)
                        .isEqualTo("hello");
            }
            for (String path : new String[] {"/none", "/same", "/empty"}) {
                send(client, "GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(Message.read(client.getInputStream(), false).body()).isEmpty();
            }
        }
    }

    @Test
    void answersHeadWithoutABodyButWithItsLength() throws Exception {
        start(request -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 3; i++) {
                send(client, "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(Message.read(client.getInputStream(), true).field("content-length"))
                        .isEqualTo("1000");
            }
        }
        assertThat(backend.connections()).isEqualTo(1);
    }

    @Test
    void servesClientsOfHttp10() throws Exception {
        start(request ->
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
        try (Socket client = proxy.connect()) {
            send(client, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            Message answer = Message.read(client.getInputStream(), false);
            assertThat(answer.body()).isEqualTo("hi");
            assertThat(answer.field("transfer-encoding")).isNull();
            assertThat(answer.field("connection")).isEqualTo("close");
        }
        start2(request -> HttpBackend.ok("hi"));
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 2; i++) {
                send(client, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                Message answer = Message.read(client.getInputStream(), false);
                assertThat(answer.field("connection")).isEqualTo("keep-alive");
            }
            send(client, "GET / HTTP/1.0\r\n\r\n");
            assertThat(Message.read(client.getInputStream(), false).field("connection"))
                    .isEqualTo("close");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closesWhenTheClientWantsIt() throws Exception {
        start(request -> HttpBackend.ok("bye"));
        try (Socket client = proxy.connect()) {
            send(client, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            Message answer = Message.read(client.getInputStream(), false);
            assertThat(answer.field("connection")).isEqualTo("close");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.ANSWERED);
    }

    @Test
    void passesInterimAnswersOn() throws Exception {
        start(request -> "HTTP/1.1 100 Continue\r\n\r\n" + HttpBackend.ok("done"));
        try (Socket client = proxy.connect()) {
            send(
                    client,
                    "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 100 Continue");
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("done");
        }
    }

    @Test
    void tellsTheServerWhereTheRequestIsFromAndBelievesNobodyElse() throws Exception {
        start(Setup.TLS_NIO, request -> HttpBackend.ok(""));
        try (Socket client = proxy.connect()) {
            send(
                    client,
                    "GET http://localhost/a?b HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 1.2.3.4\r\n"
                            + "X-Forwarded-Proto: gopher\r\nForwarded: for=evil\r\nX-Real-IP: 6.6.6.6\r\nX_Forwarded_For: 7.7.7.7\r\n"
                            + "Connection: keep-alive, X-Private, Host, X-Forwarded-For\r\nX-Private: 1\r\n"
                            + "Keep-Alive: 5\r\nTE: trailers\r\nUpgrade: h2c\r\nX-Kept: yes\r\n\r\n");
            Message.read(client.getInputStream(), false);
        }
        Message seen = backend.requests().getFirst();
        assertThat(seen.firstLine()).isEqualTo("GET /a?b HTTP/1.1");
        assertThat(seen.field("host")).isEqualTo("localhost");
        assertThat(seen.field("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.field("x-forwarded-proto")).isEqualTo("https");
        assertThat(seen.field("x-forwarded-host")).isEqualTo("localhost");
        assertThat(seen.field("x-forwarded-port"))
                .isEqualTo(String.valueOf(proxy.address().getPort()));
        assertThat(seen.field("x-kept")).isEqualTo("yes");
        for (String gone :
                new String[] {
                    "forwarded",
                    "x-real-ip",
                    "x-private",
                    "keep-alive",
                    "te",
                    "upgrade",
                    "connection"
                }) {
            assertThat(seen.field(gone)).as(gone).isNull();
        }
    }

    @Test
    void keepsToItselfWhatTheServerSaysOfTheConnection() throws Exception {
        start(request ->
                "HTTP/1.1 200 OK\r\nConnection: X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\n"
                        + "X-Theirs: 2\r\nContent-Length: 0\r\n\r\n");
        try (Socket client = proxy.connect()) {
            send(client, GET);
            Message answer = Message.read(client.getInputStream(), false);
            assertThat(answer.field("x-mine")).isNull();
            assertThat(answer.field("keep-alive")).isNull();
            assertThat(answer.field("x-theirs")).isEqualTo("2");
        }
    }

    @Test
    void refusesWhatIsNoRequestAndForwardsNothingBehindIt() throws Exception {
        start(request -> HttpBackend.ok(""));
        try (Socket client = proxy.connect()) {
            send(
                    client,
                    GET
                            + "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 200 OK");
            Message refusal = Message.read(client.getInputStream(), false);
            assertThat(refusal.firstLine()).isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(refusal.field("connection")).isEqualTo("close");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        proxy.traffic().awaitRequest();
        assertThat(proxy.traffic().awaitRequest().reason())
                .isEqualTo("content_length_with_transfer_encoding");
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.BAD_REQUEST);
        assertThat(backend.requests()).hasSize(1);
    }

    @Test
    void refusesABodyThatTurnsBad() throws Exception {
        start(request -> HttpBackend.ok(""));
        try (Socket client = proxy.connect()) {
            send(
                    client,
                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n");
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 400 Bad Request");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("invalid_chunk_size");
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void saysThatNoServerCanBeReached() throws Exception {
        proxy = TestProxy.plain(TestServer.nobody()).speakingHttp().start();
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 2; i++) {
                send(client, GET);
                assertThat(Message.read(client.getInputStream(), false).firstLine())
                        .isEqualTo("HTTP/1.1 502 Bad Gateway");
            }
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_unreachable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense\r\n\r\n",
                "HTTP/1.1 2OO OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n"
            })
    void saysThatTheServerDoesNotAnswerAsItHasTo(String answer) throws Exception {
        start(request -> answer + HttpBackend.END);
        try (Socket client = proxy.connect()) {
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
        assertThat(proxy.traffic().awaitRequest().reason())
                .isIn("backend_closed", "backend_malformed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void breaksOffAnAnswerThatTheServerBreaksOff(boolean chunked) throws Exception {
        start(
                Setup.TLS_NIO,
                request ->
                        "HTTP/1.1 200 OK\r\n"
                                + (chunked
                                        ? "Transfer-Encoding: chunked\r\n\r\n5\r\nhel"
                                        : "Content-Length: 5\r\n\r\nhel")
                                + HttpBackend.END);
        try (Socket client = proxy.connect()) {
            send(client, GET.replace("/page", "/cut"));
            assertThatThrownBy(
                            () -> {
                                Message answer = Message.read(client.getInputStream(), false);
                                if (answer.body().length() < 5) {
                                    throw new IOException("short");
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_truncated");
    }

    @Test
    void saysThatTheServerTakesTooLong() throws Exception {
        proxy =
                TestProxy.plain(deaf())
                        .with(web -> web.withIdleTimeout(Duration.ofSeconds(1)))
                        .speakingHttp()
                        .start();
        try (Socket client = proxy.connect()) {
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 504 Gateway Timeout");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_timeout");
    }

    @Test
    void closesConnectionsOnWhichNothingIsAsked() throws Exception {
        backend = new HttpBackend(_ -> HttpBackend.ok(""));
        proxy =
                TestProxy.plain(backend.address())
                        .with(web -> web.withIdleTimeout(Duration.ofSeconds(1)))
                        .speakingHttp()
                        .start();
        try (Socket client = proxy.connect()) {
            send(client, GET);
            Message.read(client.getInputStream(), false);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.IDLE_TIMEOUT);
    }

    @Test
    void asksOnceMoreIfAKeptConnectionWasGivenUpByTheServer() throws Exception {
        AtomicInteger count = new AtomicInteger();
        start(_ -> count.incrementAndGet() % 2 == 1 ? HttpBackend.ok("yes") : HttpBackend.END);
        try (Socket client = proxy.connect()) {
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("yes");
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("yes");
        }
        assertThat(backend.connections()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAnAnswerThatCameBeforeTheRequestWasWhole() throws Exception {
        try (TestServer server =
                TestServer.start(peer -> {
                    InputStream in = Channels.newInputStream(peer);
                    OutputStream out = Channels.newOutputStream(peer);
                    skipHead(in);
                    out.write(HttpBackend.ok("too early").getBytes(StandardCharsets.US_ASCII));
                    String body = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
                    Message next = Message.read(in, false);
                    out.write(
                            HttpBackend.ok(body + next.firstLine())
                                    .getBytes(StandardCharsets.US_ASCII));
                })) {
            proxy = TestProxy.plain(server.address()).speakingHttp().start();
            try (Socket client = proxy.connect()) {
                send(client, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n01234");
                assertThat(Message.read(client.getInputStream(), false).body())
                        .isEqualTo("too early");
                send(client, "56789" + GET);
                assertThat(Message.read(client.getInputStream(), false).body())
                        .isEqualTo("0123456789GET /page HTTP/1.1");
            }
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
        }
    }

    @Test
    void givesNobodyAnAnswerThatTheServerSentUnasked() throws Exception {
        start(request ->
                request.firstLine().contains("/two")
                        ? HttpBackend.ok("asked") + HttpBackend.ok("unasked")
                        : HttpBackend.ok("right"));
        try (Socket client = proxy.connect()) {
            send(client, "GET /two HTTP/1.1\r\nHost: h\r\n\r\n" + GET);
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("asked");
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("right");
        }
        assertThat(backend.connections()).isEqualTo(2);
    }

    @Test
    void asksNotTwiceWhatMayNotBeDoneTwice() throws Exception {
        AtomicInteger count = new AtomicInteger();
        start(_ -> count.incrementAndGet() % 2 == 1 ? HttpBackend.ok("yes") : HttpBackend.END);
        try (Socket client = proxy.connect()) {
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("yes");
            send(client, "POST /pay HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
        assertThat(backend.requests()).hasSize(2);
    }

    @Test
    void letsTheServerGoWhenTheClientGoes() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (TestServer server =
                TestServer.start(client -> {
                    InputStream in = Channels.newInputStream(client);
                    Message.read(in, false);
                    end.complete(in.read());
                })) {
            proxy = TestProxy.plain(server.address()).speakingHttp().start();
            Socket client = proxy.connect();
            send(client, GET);
            client.setSoLinger(true, 0);
            client.close();

            assertThat(end.get()).isEqualTo(-1);
        }
        assertThat(proxy.traffic().awaitRequest().status()).isEqualTo(499);
    }

    @Test
    void carriesLargeBodiesBothWaysWithoutHoldingThem() throws Exception {
        int size = 64 << 20;
        try (TestServer server =
                TestServer.start(client -> {
                    InputStream in = Channels.newInputStream(client);
                    var out = Channels.newOutputStream(client);
                    byte[] head = new byte[1];
                    StringBuilder seen = new StringBuilder();
                    while (!seen.toString().endsWith("\r\n\r\n")) {
                        in.readNBytes(head, 0, 1);
                        seen.append((char) head[0]);
                    }
                    out.write(
                            ("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    byte[] bytes = new byte[1 << 16];
                    for (int left = size; left > 0; ) {
                        int count = in.read(bytes);
                        out.write(bytes, 0, count);
                        left -= count;
                    }
                })) {
            proxy = TestProxy.tls(server.address()).speakingHttp().start();
            try (Socket client = proxy.connect()) {
                Thread sender =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        send(
                                                client,
                                                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                                        + size
                                                        + "\r\n\r\n");
                                        byte[] bytes = new byte[1 << 16];
                                        for (int sent = 0; sent < size; sent += bytes.length) {
                                            client.getOutputStream().write(bytes);
                                        }
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                });
                InputStream in = client.getInputStream();
                StringBuilder head = new StringBuilder();
                while (!head.toString().endsWith("\r\n\r\n")) {
                    head.append((char) in.read());
                }
                long received = 0;
                byte[] bytes = new byte[1 << 16];
                while (received < size) {
                    received += in.read(bytes);
                }
                sender.join();
                assertThat(received).isEqualTo(size);
            }
        }
    }

    @Test
    void refusesAHostThatTheCertificateIsNotFor() throws Exception {
        start(Setup.TLS_NIO, request -> HttpBackend.ok(""));
        try (Socket client = proxy.connect()) {
            send(client, "GET / HTTP/1.1\r\nHost: other.example\r\n\r\n");
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 421 Misdirected Request");
            send(client, GET);
            assertThat(Message.read(client.getInputStream(), false).firstLine())
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void endsIdleConnectionsWhenItDrainsAndAnswersWhatIsUnderWay() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        start(request -> {
            if (request.firstLine().contains("slow")) {
                asked.complete(null);
                answer.join();
            }
            return HttpBackend.ok("done");
        });
        // one on each event loop: when both are closed, each loop has heard of the drain
        try (Socket idle = proxy.connect();
                Socket other = proxy.connect();
                Socket busy = proxy.connect()) {
            for (Socket each : List.of(idle, other)) {
                send(each, GET);
                Message.read(each.getInputStream(), false);
            }
            send(busy, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
            asked.join();

            CompletableFuture<?> drained = proxy.proxy().drain(Duration.ofSeconds(20));
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(other.getInputStream().read()).isEqualTo(-1);
            answer.complete(null);
            Message last = Message.read(busy.getInputStream(), false);
            assertThat(last.body()).isEqualTo("done");
            assertThat(last.field("connection")).isEqualTo("close");
            assertThat(busy.getInputStream().read()).isEqualTo(-1);
            drained.join();
        }
    }

    private void start(Function<Message, String> answers) throws IOException {
        start(Setup.PLAIN_NIO, answers);
    }

    private void start2(Function<Message, String> answers) throws IOException {
        stop();
        start(answers);
    }

    private void start(Setup setup, Function<Message, String> answers) throws IOException {
        backend = new HttpBackend(answers);
        proxy = setup.before(backend.address()).speakingHttp().start();
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    /// A server that takes connections and says nothing.
    private static ServerAddress deaf() {
        return TestServer.start(
                        client -> {
                            InputStream in = Channels.newInputStream(client);
                            Message.read(in, false);
                            in.readAllBytes();
                        })
                .address();
    }
}
