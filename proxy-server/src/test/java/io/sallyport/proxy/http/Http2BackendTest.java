package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Error;
import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendProtocol;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that speak HTTP/2, well or badly.
@Timeout(60)
class Http2BackendTest {
    private TestProxy proxy;
    private TestServer server;

    /// What a server does with a connection after the preface.
    @FunctionalInterface
    interface Deed {
        void with(RawHttp2Client peer) throws IOException;
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /// The server is another proxy.
    @Test
    void passesOnAllThatThereIsOverOneConnection() throws Exception {
        try (HttpBackend origin =
                        new HttpBackend(request ->
                                request.firstLine().startsWith("HEAD")
                                        ? "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"
                                        : "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n"
                                                + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
                                                + "0\r\nX-T: "
                                                + request.body()
                                                + request.trailers()
                                                + "\r\n\r\n");
                TestProxy inner = TestProxy.plain(origin.address()).speakingHttp().start()) {
            start(List.of(address(inner)));
            try (RawHttp2Client client = connect()) {
                client.post(1, "cookie", "a=1");
                client.data(1, false, "body");
                client.headers(1, true, "x-checksum", "1");
                RawHttp2Client.Answer answer = client.answer(1);
                assertThat(answer.interim()).isEqualTo("103 ");
                assertThat(answer.status()).isEqualTo("200");
                assertThat(answer.body()).isEqualTo("abc");
                assertThat(answer.trailer("x-t")).isEqualTo("bodyx-checksum: 1");
                client.headers(
                        3,
                        true,
                        ":method",
                        "HEAD",
                        ":scheme",
                        "http",
                        ":authority",
                        "h",
                        ":path",
                        "/");
                assertThat(client.answer(3).field("content-length")).isEqualTo("7");
                for (int stream = 5; stream < 105; stream += 2) {
                    client.get(stream, "/" + stream);
                }
                for (int stream = 5; stream < 105; stream += 2) {
                    assertThat(client.answer(stream).body()).isEqualTo("abc");
                }
            }
            assertThat(proxy.traffic().connected()).hasSize(1);
            assertThat(origin.requests().getFirst().field("host")).isEqualTo("localhost");
            assertThat(origin.requests().getFirst().field("cookie")).isEqualTo("a=1");
        }
    }

    @Test
    void servesClientsOfHttp11() throws Exception {
        start(peer -> {
            int stream = request(peer);
            peer.headers(stream, false, ":status", "200");
            peer.data(stream, true, "hello");
            // to close with something unread would be a reset, which may overtake the answer
            peer.await(Http2Frame.GOAWAY);
        });
        try (var client = proxy.connect()) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Message answer = Message.read(client.getInputStream(), false);
            assertThat(answer.field("transfer-encoding")).isEqualTo("chunked");
            assertThat(answer.body()).isEqualTo("hello");
        }
    }

    @Test
    void opensAnotherConnectionWhenOneIsFull() throws Exception {
        CountDownLatch asked = new CountDownLatch(120);
        CompletableFuture<Void> mayAnswer = new CompletableFuture<>();
        try (HttpBackend origin =
                        new HttpBackend(_ -> {
                            asked.countDown();
                            mayAnswer.join();
                            return HttpBackend.ok("ok");
                        });
                TestProxy inner = TestProxy.plain(origin.address()).speakingHttp().start()) {
            start(List.of(address(inner)));
            try (RawHttp2Client client = connect()) {
                for (int i = 0; i < 120; i++) {
                    client.get(2 * i + 1, "/");
                }
                asked.await();
                mayAnswer.complete(null);
                for (int i = 0; i < 120; i++) {
                    assertThat(client.answer(2 * i + 1).status()).isEqualTo("200");
                }
            } finally {
                mayAnswer.complete(null);
            }
            assertThat(proxy.traffic().connected()).hasSize(2);
        }
    }

    @Test
    void speaksHttp2ThroughUnixSockets(@TempDir Path folder) throws Exception {
        server =
                TestServer.start(
                        folder.resolve("s"),
                        channel ->
                                serve(
                                        channel,
                                        peer -> {
                                            int stream = request(peer);
                                            peer.headers(stream, false, ":status", "200");
                                            peer.data(stream, true, "from afar");
                                        }));
        start(List.of(server.address()));
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            assertThat(client.answer(1).body()).isEqualTo("from afar");
        }
    }

    /// The server says that it has not done it: so it can be done once more, whatever it is.
    @ParameterizedTest
    @ValueSource(strings = {"goaway", "refused"})
    void asksAgainWhatWasNotTaken(String how) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        start(peer -> {
            int stream = request(peer);
            if (connections.incrementAndGet() > 1) {
                peer.headers(stream, true, ":status", "204");
            } else if (how.equals("goaway")) {
                peer.frame(
                        Http2Frame.GOAWAY,
                        0,
                        0,
                        RawHttp2Client.number(0) + RawHttp2Client.number(0));
            } else {
                peer.frame(Http2Frame.RST_STREAM, 0, stream, RawHttp2Client.number(7));
                peer.frame(
                        Http2Frame.GOAWAY,
                        0,
                        0,
                        RawHttp2Client.number(stream) + RawHttp2Client.number(0));
            }
        });
        try (RawHttp2Client client = connect()) {
            client.headers(
                    1, true, ":method", "POST", ":scheme", "http", ":authority", "h", ":path", "/");
            assertThat(client.answer(1).status()).isEqualTo("204");
        }
        assertThat(connections).hasValue(2);
    }

    @Test
    void answersWith502WhereTheServerSpeaksAnotherProtocol() throws Exception {
        try (HttpBackend other = new HttpBackend(_ -> HttpBackend.ok("http/1.1"));
                TestServer hello =
                        TestServer.start(channel ->
                                channel.write(
                                        StandardCharsets.US_ASCII.encode(
                                                "HTTP/1.1 400 Bad Request\r\n\r\n")))) {
            for (ServerAddress address : List.of(other.address(), hello.address())) {
                start(List.of(address));
                try (RawHttp2Client client = connect()) {
                    client.get(1, "/");
                    assertThat(client.answer(1).status()).isEqualTo("502");
                }
                assertThat(proxy.traffic().awaitRequest().reason())
                        .isIn("backend_malformed", "backend_closed");
                proxy.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x y", "Upper", ":path", "connection"})
    void answersWith502WhereAFieldMayNotBe(String name) throws Exception {
        start(peer -> peer.headers(request(peer), true, ":status", "200", name, "x"));
        refused("backend_malformed");
    }

    @Test
    void answersWith502WhereAValueWouldEndALine() throws Exception {
        start(peer -> peer.headers(request(peer), true, ":status", "200", "x", "y\r\nz: 1"));
        refused("backend_malformed");
    }

    @Test
    void answersWith502WhereThereIsNoStatus() throws Exception {
        start(peer -> peer.headers(request(peer), true, "x", "y"));
        refused("backend_malformed");
    }

    @Test
    void answersWith502WhenTheServerResetsTheStream() throws Exception {
        start(peer -> peer.reset(request(peer)));
        refused("backend_closed");
    }

    @Test
    void answersWith502WhenTheServerEndsTheConnection() throws Exception {
        start(Http2BackendTest::request);
        refused("backend_closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutsAnAnswerOffThatTheServerCutsOff(boolean reset) throws Exception {
        start(peer -> {
            int stream = request(peer);
            peer.headers(stream, false, ":status", "200");
            peer.data(stream, false, "half");
            if (reset) {
                peer.reset(stream);
            }
        });
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            RawHttp2Client.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo("200");
            assertThat(answer.resetBy()).isEqualTo((int) Http2Error.INTERNAL_ERROR.code());
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_truncated");
    }

    private void refused(String reason) throws IOException {
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            assertThat(client.answer(1).status()).isEqualTo("502");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo(reason);
    }

    private RawHttp2Client connect() throws IOException {
        return RawHttp2Client.started(proxy.connectHttp2());
    }

    private void start(Deed deed) throws IOException {
        server = TestServer.start(channel -> serve(channel, deed));
        start(List.of(server.address()));
    }

    private void start(List<ServerAddress> servers) throws IOException {
        proxy =
                TestProxy.plain(servers.toArray(ServerAddress[]::new))
                        .with(Backend.of(servers).withProtocol(BackendProtocol.H2))
                        .speakingHttp()
                        .start();
    }

    private static ServerAddress address(TestProxy of) {
        return new io.sallyport.config.model.HostAndPort("127.0.0.1", of.address().getPort());
    }

    private static void serve(SocketChannel channel, Deed deed) throws IOException {
        RawHttp2Client peer = RawHttp2Client.serving(channel);
        deed.with(peer);
    }

    /// Waits for a request.
    ///
    /// @return its stream
    private static int request(RawHttp2Client peer) throws IOException {
        Http2Frame head = peer.await(Http2Frame.HEADERS);
        if (head == null) {
            throw new IOException("no request");
        }
        return head.stream();
    }
}
