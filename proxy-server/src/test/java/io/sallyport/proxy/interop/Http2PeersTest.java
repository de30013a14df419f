package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs that speak HTTP/2 get what they ask for.
@Timeout(120)
class Http2PeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LARGE = 10_000_000;

    @TempDir private Path folder;
    private TestServer server;
    private TestProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(Http2PeersTest::serve);
        proxy = TestProxy.tls(server.address()).speakingHttp().start();
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void curlSpeaksHttp2OverTls() throws IOException {
        Peers.absenceOf("curl").ifPresent(why -> Peers.skipOrFail("curl --http2", why));
        String output =
                Program.run(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--insecure",
                                "--http2",
                                "--noproxy",
                                "*",
                                "--resolve",
                                resolve(),
                                "--write-out",
                                "%{http_version} %{response_code}",
                                url("/hello")),
                        Map.of(),
                        LIMIT);
        assertThat(output).isEqualTo("GET /hello, 0 bytes2 200");
    }

    @Test
    void curlUploadsAndDownloadsMuch() throws IOException {
        Peers.absenceOf("curl").ifPresent(why -> Peers.skipOrFail("curl --http2", why));
        Path upload = Files.write(folder.resolve("upload"), new byte[LARGE]);
        String output =
                Program.run(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--insecure",
                                "--http2",
                                "--noproxy",
                                "*",
                                "--resolve",
                                resolve(),
                                "--data-binary",
                                "@" + upload,
                                url("/upload"),
                                "--next",
                                "--silent",
                                "--insecure",
                                "--http2",
                                "--resolve",
                                resolve(),
                                "--output",
                                folder.resolve("download").toString(),
                                "--write-out",
                                " %{http_version} %{size_download}",
                                url("/large")),
                        Map.of(),
                        LIMIT);
        assertThat(output).isEqualTo("POST /upload, " + LARGE + " bytes 2 " + LARGE);
    }

    @Test
    void curlSpeaksHttp2WithoutTlsIfItKnowsThatWeDo() throws IOException {
        Peers.absenceOf("curl").ifPresent(why -> Peers.skipOrFail("curl --http2", why));
        try (TestProxy plain = TestProxy.plain(server.address()).speakingHttp().start()) {
            String output =
                    Program.run(
                            List.of(
                                    "curl",
                                    "--silent",
                                    "--show-error",
                                    "--http2-prior-knowledge",
                                    "--noproxy",
                                    "*",
                                    "--write-out",
                                    "%{http_version}",
                                    "http://127.0.0.1:" + plain.address().getPort() + "/hello"),
                            Map.of(),
                            LIMIT);
            assertThat(output).isEqualTo("GET /hello, 0 bytes2");
        }
    }

    @Test
    void nghttpGetsManyAnswersOverOneConnection() throws IOException {
        Peers.absenceOf("nghttp").ifPresent(why -> Peers.skipOrFail("nghttp", why));
        String output =
                Program.run(
                        List.of(
                                "nghttp",
                                "--no-verify-peer",
                                "--null-out",
                                "--stat",
                                "--multiply=50",
                                "--header=:authority: localhost",
                                "https://127.0.0.1:" + proxy.address().getPort() + "/hello"),
                        Map.of(),
                        LIMIT);
        assertThat(output.lines().filter(line -> line.endsWith(" /hello")))
                .hasSize(50)
                .allMatch(line -> line.contains(" 200 "));
    }

    @Test
    void h2loadMeetsNoFailure() throws IOException {
        Peers.absenceOf("h2load").ifPresent(why -> Peers.skipOrFail("h2load", why));
        String output =
                Program.run(
                        List.of(
                                "h2load",
                                "--requests=3000",
                                "--clients=4",
                                "--max-concurrent-streams=8",
                                "--header=:authority: localhost",
                                "https://127.0.0.1:" + proxy.address().getPort() + "/hello"),
                        Map.of(),
                        LIMIT);
        assertThat(output).contains("3000 succeeded, 0 failed, 0 errored, 0 timeout");
        assertThat(output).contains("status codes: 3000 2xx");
    }

    private String resolve() {
        return "localhost:" + proxy.address().getPort() + ":127.0.0.1";
    }

    private String url(String path) {
        return "https://localhost:" + proxy.address().getPort() + path;
    }

    /// Says what was asked; `/large` is large.
    private static void serve(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        OutputStream out = Channels.newOutputStream(client);
        Optional<String> head = head(in);
        while (head.isPresent()) {
            String[] first = head.get().split(" ", 3);
            int length = length(head.get());
            in.skipNBytes(length);
            byte[] answer =
                    first[1].equals("/large")
                            ? new byte[LARGE]
                            : (first[0] + ' ' + first[1] + ", " + length + " bytes")
                                    .getBytes(StandardCharsets.US_ASCII);
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(answer);
            out.flush();
            head = head(in);
        }
    }

    private static Optional<String> head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            head.append((char) next);
        }
        return Optional.of(head.toString());
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
