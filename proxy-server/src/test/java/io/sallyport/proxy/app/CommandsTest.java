package io.sallyport.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.credential.TestCertificates.Held;
import io.sallyport.proxy.credential.TestCertificates.Wanted;
import io.sallyport.proxy.endpoint.HttpEndpoint;
import io.sallyport.proxy.endpoint.Response;
import io.sallyport.proxy.transport.Transport;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Commands that end by themselves, through the command line.
@Timeout(120)
class CommandsTest {
    private static final Instant NOW = Instant.now();

    private static final Held ROOT =
            TestCertificates.selfSigned(
                    valid(Wanted.authority("Root")), TestCertificates.keys("P-256#root"));
    private static final Held INTERMEDIATE =
            TestCertificates.issued(
                    valid(Wanted.authority("Intermediate")),
                    TestCertificates.keys("P-256#mid"),
                    ROOT);

    private record Ended(int code, String out, String err) {}

    @TempDir Path folder;

    @Test
    void versionSaysWhichProviderServesEachPrimitive() {
        Ended ended = run("version");

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines().toList())
                .anyMatch(line -> line.matches("sallyport \\d+\\.\\d+.*"))
                .anyMatch(line -> line.startsWith("java 25"))
                .hasSize(3 + SelectedCryptoProvider.fastest().report().size())
                .anyMatch(
                        line -> line.matches("  aead/aes_128_gcm: (JDK|ACCP|Conscrypt|Bouncy).*"));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "walk",
        "run --listen nowhere",
        "run --admin 127.0.0.1",
        "run --backend :80",
        "run --config a.yaml --listen 127.0.0.1:1",
        "check",
        "healthcheck --admin nowhere"
    })
    void refusesCommandLinesThatMakeNoSense(String line) {
        Ended ended = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void checkAcceptsAGoodConfigurationAndWarnsOfAnExpiredCertificate() throws IOException {
        write("good", held(Wanted.server("www.example.com")));
        write(
                "old",
                TestCertificates.issued(
                        Wanted.server("old.example.com")
                                .valid(
                                        NOW.minus(Duration.ofDays(90)),
                                        NOW.minus(Duration.ofDays(2))),
                        TestCertificates.keys("P-256"),
                        INTERMEDIATE));
        Path config =
                config(
                        """
                        listeners:
                          web:
                            bind: 127.0.0.1:0
                            mode: tcp
                            backend: app
                            tls:
                              certificates:
                                - { chain: good.pem, key: good.key }
                                - { chain: old.pem, key: old.key }
                        backends:
                          app:
                            servers: [127.0.0.1:8080]
                        """);

        Ended ended = run("check", "--config", config.toString());

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).isEqualTo(config + ": ok\n");
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith(
                        config
                                + ":9:20: listeners.web.tls.certificates[1].chain: warning:"
                                + " 'old.pem' has a certificate (CN=old.example.com) that expired at ");
    }

    @Test
    void checkSaysEverythingThatIsWrongAtOnce() throws IOException {
        Held server = held(Wanted.server("www.example.com"));
        write("mixed", server, ROOT, INTERMEDIATE);
        write("good", server);
        Files.writeString(
                folder.resolve("other.key"),
                TestCertificates.pem(TestCertificates.keys("P-256#other").getPrivate()));
        ownerOnly(folder.resolve("other.key"));
        Path config =
                config(
                        """
                        drain_timeout: 10 years
                        listeners:
                          web:
                            bind: 127.0.0.1:8443
                            mode: tcp
                            backend: nobody
                            tls:
                              certificats: []
                              certificates:
                                - { chain: mixed.pem, key: mixed.key }
                                - { chain: good.pem, key: other.key }
                                - { chain: missing.pem, key: good.key }
                          again:
                            bind: 127.0.0.1:8443
                            mode: 5
                            backend: app
                        backends:
                          app:
                            servers: [127.0.0.1:8080]
                        """);

        Ended ended = run("check", "--config", config.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        List<String> problems =
                ended.err().lines().map(line -> line.replace(config + ":", "")).toList();
        assertThat(problems)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("1:16: drain_timeout: '10 years'"),
                        line ->
                                assertThat(line)
                                        .startsWith("6:14: listeners.web.backend: 'nobody'"),
                        line ->
                                assertThat(line)
                                        .startsWith("8:7: listeners.web.tls.certificats: ")
                                        .contains("certificates"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "10:20: listeners.web.tls.certificates[0].chain: ")
                                        .contains("is out of order"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "11:35: listeners.web.tls.certificates[1].key: ")
                                        .contains("does not belong to the certificate"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "12:20: listeners.web.tls.certificates[2].chain: ")
                                        .contains("missing.pem"),
                        line -> assertThat(line).startsWith("14:11: listeners.again.bind: "),
                        line -> assertThat(line).startsWith("15:11: listeners.again.mode: '5'"));
    }

    @Test
    void checkSaysWhatIsWrongWithTicketSecretsAndDoesNotShowThem() throws IOException {
        write("good", held(Wanted.server("www.example.com")));
        secret("long.secret", "swordfish-".repeat(4) + "\n");
        secret("twin.secret", "swordfish-".repeat(4));
        secret("short.secret", "swordfish-swordfish-swordfish-s\n");
        secret("48.key", "k".repeat(48));
        secret("49.key", "k".repeat(48) + "\n");
        Path config =
                config(
                        """
                        listeners:
                          web:
                            bind: 127.0.0.1:0
                            mode: tcp
                            backend: app
                            tls:
                              certificates: [{ chain: good.pem, key: good.key }]
                              sessions:
                                ticket_secret_files: [long.secret, short.secret, twin.secret]
                          nginx:
                            bind: 127.0.0.1:0
                            mode: tcp
                            backend: app
                            tls:
                              certificates: [{ chain: good.pem, key: good.key }]
                              sessions:
                                ticket_key_files: [48.key, 49.key]
                        backends:
                          app:
                            servers: [127.0.0.1:8080]
                        """);
        List<String> expected =
                List.of(
                        config
                                + ":9:44: listeners.web.tls.sessions.ticket_secret_files[1]:"
                                + " 'short.secret' holds 31 bytes; write at least 32, such as"
                                + " openssl rand -base64 48 makes them",
                        config
                                + ":9:58: listeners.web.tls.sessions.ticket_secret_files[2]:"
                                + " 'twin.secret' is the same as 'long.secret'; make another one",
                        config
                                + ":17:36: listeners.nginx.tls.sessions.ticket_key_files[1]:"
                                + " '49.key' holds 49 bytes; name a file of 48 or 80, such as"
                                + " openssl rand 80 makes it");

        Ended ended = run("check", "--config", config.toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines().toList()).isEqualTo(expected);
        // whatever else is wrong
        Files.writeString(config, Files.readString(config) + "drain_timeout: never\n");
        Ended again = run("check", "--config", config.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err().lines()).hasSize(4).containsAll(expected);
        assertThat(run("run", "--config", config.toString()).code()).isEqualTo(2);
    }

    @Test
    void checkSaysThatTheFileIsMissing() {
        Ended ended = run("check", "--config", folder.resolve("no.yaml").toString());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo(
                        folder.resolve("no.yaml")
                                + ": does not exist; name the configuration file\n");
    }

    @ParameterizedTest
    @CsvSource({"200, 0, ready", "503, 1, not ready"})
    void healthcheckAsksWhetherTheProcessIsReady(int status, int code, String said)
            throws IOException {
        try (HttpEndpoint endpoint =
                HttpEndpoint.start(
                        Transport.NIO,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        4,
                        request ->
                                request.path().equals("/health/ready")
                                        ? Response.text(status, "")
                                        : Response.notFound())) {
            Ended ended =
                    run("healthcheck", "--admin", "127.0.0.1:" + endpoint.address().getPort());

            assertThat(ended.code()).isEqualTo(code);
            assertThat(ended.out()).isEqualTo(said + "\n");
        }
    }

    @Test
    void healthcheckFailsWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        Ended ended = run("healthcheck", "--admin", "127.0.0.1:" + port);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasLineCount(1).contains("127.0.0.1:" + port);
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands =
                Sallyport.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        int code = commands.execute(arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    private void secret(String name, String text) throws IOException {
        ownerOnly(Files.writeString(folder.resolve(name), text));
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("sallyport.yaml"), text);
    }

    private static Held held(Wanted wanted) {
        return TestCertificates.issued(valid(wanted), TestCertificates.keys("P-256"), INTERMEDIATE);
    }

    private static Wanted valid(Wanted wanted) {
        return wanted.valid(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(100)));
    }

    private void write(String name, Held... chain) throws IOException {
        Files.writeString(folder.resolve(name + ".pem"), TestCertificates.chain(chain));
        Path key = folder.resolve(name + ".key");
        Files.writeString(key, TestCertificates.pem(chain[0].keys().getPrivate()));
        ownerOnly(key);
    }

    private static void ownerOnly(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
