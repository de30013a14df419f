package io.sallyport.proxy.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.assembly.Preparation;
import io.sallyport.proxy.assembly.Service;
import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two nodes with the same secrets, and openssl, which takes its sessions from one to the other.
class SharedTicketsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NAME = TestPki.serverName(KeyType.EC_P256);
    private static final Pattern SEALING =
            Pattern.compile("\"fingerprint\":\"([0-9a-f]{16})\"[^}]*\"seals\":true");

    @TempDir private static Path shared;

    private static TestPki pki;
    private static QuestionBackend backend;

    @TempDir private Path folder;

    private final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void prepare() throws IOException {
        Peers.absenceOf("openssl").ifPresent(why -> Peers.skipOrFail("shared tickets", why));
        pki = TestPki.create(shared);
        backend = new QuestionBackend();
    }

    @AfterAll
    static void end() throws IOException {
        if (backend != null) {
            backend.close();
        }
    }

    @BeforeEach
    void startNodes() throws IOException {
        for (String name : List.of("a", "b")) {
            Node node = new Node(Files.createDirectory(folder.resolve(name)));
            node.secrets("first", "second");
            node.start();
            nodes.add(node);
        }
    }

    @AfterEach
    void stopNodes() {
        nodes.forEach(Node::stop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void aSessionIsResumedAtTheOtherNodeAndAfterARestart(String version) throws Exception {
        Path session = folder.resolve("session");
        assertThat(begin(a(), version, session)).contains("New, ");
        assertThat(resume(b(), version, session)).contains("Reused, ");
        assertThat(begin(b(), version, session)).contains("New, ");
        assertThat(resume(a(), version, session)).contains("Reused, ");
        assertThat(a().sealingKey()).isEqualTo(b().sealingKey());

        a().restart();
        b().restart();

        assertThat(resume(a(), version, session)).contains("Reused, ");
        assertThat(resume(b(), version, session)).contains("Reused, ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void aSessionOutlivesTheChangeOfASecretOneNodeAfterTheOther(String version) throws Exception {
        Path before = folder.resolve("before");
        Path during = folder.resolve("during");
        begin(a(), version, before);

        // the next one is known to all of them before any seals by it
        a().change("first", "third");
        b().change("first", "third");
        assertThat(resume(b(), version, before)).contains("Reused, ");
        b().change("third", "first");
        assertThat(a().sealingKey()).isNotEqualTo(b().sealingKey());
        assertThat(resume(b(), version, before)).contains("Reused, ");
        begin(b(), version, during);
        assertThat(resume(a(), version, during)).contains("Reused, ");
        a().change("third", "first");
        assertThat(resume(a(), version, before)).contains("Reused, ");
        assertThat(a().sealingKey()).isEqualTo(b().sealingKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void aSecretThatIsReplacedMakesAFullHandshakeThatIsCounted(String version) throws Exception {
        Path session = folder.resolve("session");
        begin(a(), version, session);

        b().change("third", "fourth");

        assertThat(resume(b(), version, session)).contains("New, ");
        assertThat(
                        b().metric(
                                        "sallyport_tls_resumptions_total{cause=\"unknown_key\",listener=\"web\",result=\"miss\"}"))
                .isEqualTo("1.0");
        assertThat(b().get("/metrics")).doesNotContain("sallyport_tls_handshake_failures_total{");
    }

    @Test
    void aTicketKeyIsNotShown() throws Exception {
        assertThat(a().get("/api/ticket-keys"))
                .startsWith("{\"listeners\":{\"web\":[{\"fingerprint\":\"")
                .contains("\"source\":\"secret\",\"number\":1,\"seals\":true")
                .contains("\"number\":2,\"seals\":false")
                .doesNotContain("first-", "second-");
    }

    private Node a() {
        return nodes.getFirst();
    }

    private Node b() {
        return nodes.getLast();
    }

    /// A connection that leaves a session behind.
    private static String begin(Node node, String version, Path session) throws IOException {
        return exchange(node, version, "-sess_out", session);
    }

    private static String resume(Node node, String version, Path session) throws IOException {
        return exchange(node, version, "-sess_in", session);
    }

    private static String exchange(Node node, String version, String option, Path session)
            throws IOException {
        List<String> command =
                List.of(
                        "openssl",
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + node.port(),
                        "-servername",
                        NAME,
                        "-verify_hostname",
                        NAME,
                        "-CAfile",
                        pki.rootFile().toString(),
                        "-verify_return_error",
                        version,
                        option,
                        session.toString());
        try (Program client = Program.start(command, Map.of(), LIMIT)) {
            client.await("Verify return code: 0 (ok)");
            client.send("GET /shared HTTP/1.1\r\n\r\n");
            client.await(QuestionBackend.answer("shared"));
            client.awaitSuccess();
            return client.output();
        }
    }

    /// The whole program but for its process, with files of its own.
    private static final class Node {
        private final Path home;
        private Service service;

        Node(Path home) {
            this.home = home;
        }

        void secrets(String first, String second) throws IOException {
            write("first.secret", first);
            write("second.secret", second);
        }

        /// Other secrets while it runs.
        void change(String first, String second) throws IOException {
            secrets(first, second);
            service.pollTicketKeys();
        }

        void start() throws IOException {
            TestPki.Site site = pki.sites().get(KeyType.EC_P256.ordinal());
            Path file =
                    Files.writeString(
                            home.resolve("sallyport.yaml"),
                            String.format(
                                    Locale.ROOT,
                                    """
                                    admin: { bind: 127.0.0.1:0 }
                                    listeners:
                                      web:
                                        bind: 127.0.0.1:0
                                        mode: tcp
                                        backend: questions
                                        tls:
                                          certificates: [{ chain: %s, key: %s }]
                                          sessions: { ticket_secret_files: [first.secret, second.secret] }
                                    backends: { questions: { servers: [127.0.0.1:%d] } }
                                    """,
                                    site.chain(),
                                    site.key(),
                                    backend.address().getPort()));
            Preparation preparation = Preparation.of(file, Map.of());
            assertThat(preparation)
                    .isInstanceOfSatisfying(
                            Preparation.Ready.class,
                            ready -> assertThat(ready.warnings()).isEmpty());
            service = Service.start((Preparation.Ready) preparation, "test", List.of());
        }

        void stop() {
            service.close();
        }

        void restart() throws IOException {
            stop();
            start();
        }

        int port() {
            return ((InetSocketAddress) service.addresses().get("web")).getPort();
        }

        String sealingKey() throws Exception {
            String keys = get("/api/ticket-keys");
            Matcher matcher = SEALING.matcher(keys);
            assertThat(matcher.find()).as(keys).isTrue();
            return matcher.group(1);
        }

        /// The value of a meter.
        String metric(String meter) throws Exception {
            return get("/metrics")
                    .lines()
                    .filter(line -> line.startsWith(meter))
                    .map(line -> line.substring(meter.length()).strip())
                    .findFirst()
                    .orElse("none");
        }

        String get(String path) throws Exception {
            int admin = ((InetSocketAddress) service.addresses().get("admin")).getPort();
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + admin + path))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
            }
        }

        private void write(String file, String secret) throws IOException {
            Path written = Files.writeString(home.resolve(file), (secret + "-").repeat(8) + "\n");
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
