package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.assembly.ReloadOutcome;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Another configuration takes over, and connections of HTTP/2 on both sides go on as far as they should.
@Timeout(60)
class Http2ReloadTest {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final long PATIENCE_SECONDS = 20;

    @TempDir private Path folder;
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final TestServer a = TestServer.start(peer -> serve("a", peer));
    private final TestServer b = TestServer.start(peer -> serve("b", peer));
    private ConfiguredProxy proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = ConfiguredProxy.start(folder, text(a, 128));
    }

    @AfterEach
    void stop() {
        slow.countDown();
        proxy.close();
        a.close();
        b.close();
    }

    @Test
    void aConnectionToABackendThatIsGoneEndsAtOnceIfNobodyUsesIt() throws Exception {
        try (RawHttp2Client client = connect()) {
            client.get(1, "/");
            assertThat(client.answer(1).body()).isEqualTo("a");
            reloadTo(text(b, 128));
            assertThat(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("a");
            client.get(3, "/");
            assertThat(client.answer(3).body()).isEqualTo("b");
        }
    }

    @Test
    void aConnectionToABackendThatIsGoneEndsWithItsLastStream() throws Exception {
        try (RawHttp2Client client = connect()) {
            client.get(1, "/slow");
            assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            reloadTo(text(b, 128));
            client.get(3, "/");
            assertThat(client.answer(3).body()).isEqualTo("b");
            assertThat(ended).isEmpty();
            slow.countDown();
            assertThat(client.answer(1).body()).isEqualTo("a");
            assertThat(ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("a");
        }
    }

    @Test
    void newLimitsHoldForNewConnections() throws Exception {
        try (RawHttp2Client before = connect()) {
            assertThat(streams(before)).isEqualTo(128);
            reloadTo(text(a, 5));
            try (RawHttp2Client after = connect()) {
                assertThat(streams(after)).isEqualTo(5);
            }
            before.together();
            for (int stream = 1; stream < 20; stream += 2) {
                before.post(stream);
            }
            before.get(21, "/");
            before.send();
            assertThat(before.answer(21).status()).isEqualTo("200");
        }
    }

    private static int streams(RawHttp2Client client) throws IOException {
        return Http2LimitsTest.setting(client.await(Http2Frame.SETTINGS), MAX_CONCURRENT_STREAMS);
    }

    private RawHttp2Client connect() throws IOException {
        return RawHttp2Client.started(proxy.connect("web"));
    }

    private void reloadTo(String text) throws IOException {
        proxy.write(text);
        assertThat(proxy.service().reload()).isInstanceOf(ReloadOutcome.Reloaded.class);
    }

    private static String text(TestServer server, int streams) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: app
                    limits: { http2: { max_concurrent_streams: %d } }
                backends:
                  app: { protocol: h2, servers: ["%s"] }
                """,
                streams,
                server.address());
    }

    /// Answers GETs by its own name, one for `/slow` when the test says so, and tells when the connection ends.
    private void serve(String name, SocketChannel peer) throws IOException {
        RawHttp2Client server = RawHttp2Client.serving(peer);
        Http2Frame frame = server.next();
        while (frame != null) {
            if (frame.type() == Http2Frame.HEADERS && frame.has(Http2Frame.END_STREAM)) {
                int stream = frame.stream();
                if (server.of(stream).head().path().toString().equals("/slow")) {
                    asked.countDown();
                    Thread.ofVirtual().start(() -> answerSlowly(server, stream, name));
                } else {
                    answer(server, stream, name);
                }
            }
            frame = server.next();
        }
        ended.add(name);
    }

    private void answerSlowly(RawHttp2Client server, int stream, String name) {
        try {
            slow.await();
            answer(server, stream, name);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(RawHttp2Client server, int stream, String name) throws IOException {
        server.headers(stream, false, ":status", "200");
        server.data(stream, true, name);
    }
}
