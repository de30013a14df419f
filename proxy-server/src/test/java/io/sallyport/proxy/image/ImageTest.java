package io.sallyport.proxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.testing.OtlpReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The container image without a container engine: its folder is put together, and its command run, as the
/// Dockerfile does it.
class ImageTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private static ImageFolder image;

    @TempDir private Path workFolder;

    @BeforeAll
    static void assemble(@TempDir Path libraries) throws Exception {
        image = ImageFolder.assemble(REPOSITORY, TARGET, libraries);
    }

    @Test
    void servesOnItsOwnRuntimeIsHealthyAndDrains() throws Exception {
        Process proxy =
                image.command("run", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0")
                        .directory(workFolder.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = proxy.inputReader()) {
            Ready ready = Ready.await(output);
            assertThat(get(ready.listener(), "https").statusCode()).isEqualTo(200);
            assertThat(get(ready.admin(), "http", "/metrics").body())
                    .contains("sallyport_tls_handshakes_total")
                    .as("a native library, loaded without a temporary folder")
                    .containsPattern("crypto_provider_info.*Conscrypt");
            assertThat(exitCode("healthcheck", "--admin", ready.admin())).isZero();

            // SIGTERM; Process.destroy would also close the output
            proxy.toHandle().destroy();

            assertThat(output.lines()).noneMatch(line -> line.contains("Exception"));
            assertThat(proxy.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(proxy.exitValue()).isZero();
            assertThat(exitCode("healthcheck", "--admin", ready.admin())).isEqualTo(1);
        } finally {
            proxy.destroyForcibly();
        }
    }

    @Test
    void exportsSpansOnItsOwnRuntime() throws Exception {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            Path file =
                    Files.writeString(
                            workFolder.resolve("traced.yaml"),
                            String.format(
                                    Locale.ROOT,
                                    """
                                    admin: { bind: "127.0.0.1:0" }
                                    tracing: { otlp_endpoint: "%s", sample_ratio: 1 }
                                    listeners:
                                      web:
                                        bind: 127.0.0.1:0
                                        mode: http
                                        backend: app
                                        routes:
                                          - { name: fixed, match: { path_prefix: / }, respond: { status: 200, body: x } }
                                    backends: { app: { servers: ["127.0.0.1:1"] } }
                                    """,
                                    collector.endpoint()));
            Process proxy =
                    image.command("run", "--config", file.toString())
                            .directory(workFolder.toFile())
                            .redirectErrorStream(true)
                            .start();
            try (BufferedReader output = proxy.inputReader()) {
                Ready ready = Ready.await(output);
                URI uri = URI.create("http://" + ready.listener() + "/");
                assertThat(uri.toURL().openConnection().getInputStream().readAllBytes())
                        .asString()
                        .isEqualTo("x");
                assertThat(collector.await().span().getName()).isEqualTo("GET fixed");
            } finally {
                proxy.destroyForcibly();
            }
        }
    }

    @Test
    void unpacksTheNativeLibrariesOfThisPlatform() throws IOException {
        try (Stream<Path> natives = Files.list(image.resolve("native"))) {
            assertThat(natives.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.contains("netty_transport_native_epoll"));
        }
    }

    @Test
    void everythingThatTheDockerfileCopiesIsThere() throws IOException {
        List<String> lines = Files.readAllLines(REPOSITORY.resolve("docker/Dockerfile"));
        List<String> copied =
                lines.stream()
                        .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                        .map(line -> line.split(" ", -1))
                        .flatMap(words -> Stream.of(words).skip(1).limit(words.length - 2))
                        .toList();

        assertThat(copied).isNotEmpty().allMatch(path -> Files.exists(REPOSITORY.resolve(path)));
    }

    private int exitCode(String... arguments) throws Exception {
        Process process =
                image.command(arguments).directory(workFolder.toFile()).inheritIO().start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private HttpResponse<String> get(String address, String scheme) throws Exception {
        return get(address, scheme, "/");
    }

    private HttpResponse<String> get(String address, String scheme, String path) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trusting(workFolder.resolve("var/dev/ca.pem")))
                        .build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(scheme + "://" + address + path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// Where the program says that it listens.
    private record Ready(String listener, String admin) {
        private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:[0-9]+");

        static Ready await(BufferedReader output) throws IOException {
            StringBuilder seen = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                seen.append(line).append('\n');
                if (line.contains("ready")) {
                    List<String> addresses =
                            ADDRESS.matcher(line).results().map(MatchResult::group).toList();
                    assertThat(addresses).as(line).hasSize(2);
                    return new Ready(addresses.getFirst(), addresses.getLast());
                }
            }
            throw new AssertionError("ended before it was ready:\n" + seen);
        }
    }
}
