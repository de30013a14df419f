package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.interop.Program;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OpenSSL as the responder, and Go as a client that staples what OpenSSL has said.
@Timeout(180)
class OcspPeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// A first build compiles parts of Go's library.
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(2);

    private static final Pattern PORT = Pattern.compile("ACCEPT \\S+:(\\d+)");

    private final Holder good = client();
    private final Holder revoked = client();
    private final Holder missing = client();
    @TempDir private Path folder;
    private TestServer server;
    private @Nullable Program responder;
    private String url = "";

    @BeforeEach
    void files() throws IOException {
        Peers.absenceOf("openssl").ifPresent(why -> Peers.skipOrFail("OCSP", why));
        OcspFiles.write(folder);
        Files.writeString(
                folder.resolve("root.pem"), TestCertificates.pem(Authorities.ROOT.certificate()));
        Files.writeString(
                folder.resolve("index.txt"),
                entry("V", "", good) + entry("R", "261101000000Z,keyCompromise", revoked));
        write("root", Authorities.ROOT);
        write("delegate", OcspCase.Delegates.HONEST);
        write("good", good);
        server = TestServer.start(TestServer.ECHO);
    }

    @AfterEach
    void stop() {
        server.close();
        if (responder != null) {
            responder.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"root, false", "root, true", "delegate, false", "delegate, true"})
    void opensslIsAskedAndUnderstood(String signer, boolean nonce) throws IOException {
        respond(signer);
        try (ConfiguredProxy proxy = proxy(", nonce: " + nonce)) {
            assertThat(call(proxy, good))
                    .isEqualTo(new ClientCertificateResult(Kind.ACCEPTED, null));
            assertThat(call(proxy, revoked))
                    .isEqualTo(
                            new ClientCertificateResult(
                                    Kind.REJECTED, FailureReason.CLIENT_CERTIFICATE_REVOKED));
            assertThat(call(proxy, missing))
                    .isEqualTo(
                            new ClientCertificateResult(
                                    Kind.REJECTED,
                                    FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN));
        }
    }

    @Test
    void goStaplesWhatOpensslHasSaid() throws IOException {
        Peers.absenceOf("go").ifPresent(why -> Peers.skipOrFail("OCSP", why));
        respond("delegate");
        Path staple = folder.resolve("staple.der");
        Program.run(
                List.of(
                        "openssl",
                        "ocsp",
                        "-issuer",
                        file("root.pem"),
                        "-cert",
                        file("good.pem"),
                        "-url",
                        url,
                        "-no_nonce",
                        "-noverify",
                        "-respout",
                        staple.toString()),
                Map.of(),
                LIMIT);
        Objects.requireNonNull(responder).close();
        Path client = build();

        try (ConfiguredProxy proxy = proxy("")) {
            Program.run(
                    List.of(
                            client.toString(),
                            "127.0.0.1:" + proxy.address("web").getPort(),
                            file("good.pem"),
                            file("good.key"),
                            staple.toString()),
                    Map.of(),
                    LIMIT);

            assertThat(ClientCertificateResult.of(proxy.traffic().awaitHandshake()))
                    .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
        }
    }

    private Path build() throws IOException {
        Path source = folder.resolve("staple.go");
        try (InputStream in =
                Objects.requireNonNull(OcspPeersTest.class.getResourceAsStream("staple.go"))) {
            Files.copy(in, source);
        }
        Path program = folder.resolve("staple");
        Program.run(
                List.of("go", "build", "-o", program.toString(), source.toString()),
                Map.of(
                        "GO111MODULE", "off",
                        "GOPROXY", "off",
                        "GOFLAGS", "",
                        "GOCACHE", Path.of("target", "go-cache").toAbsolutePath().toString(),
                        "GOPATH", folder.resolve("go-path").toString()),
                BUILD_LIMIT);
        return program;
    }

    /// Starts the responder; it says where it listens.
    private void respond(String signer) throws IOException {
        Program started =
                Program.start(
                        List.of(
                                "openssl",
                                "ocsp",
                                "-index",
                                file("index.txt"),
                                "-port",
                                "0",
                                "-CA",
                                file("root.pem"),
                                "-rsigner",
                                file(signer + ".pem"),
                                "-rkey",
                                file(signer + ".key"),
                                "-nmin",
                                "60"),
                        Map.of(),
                        LIMIT);
        responder = started;
        started.await("waiting for OCSP client connections");
        Matcher port = PORT.matcher(started.output());
        assertThat(port.find()).as(started.output()).isTrue();
        url = "http://127.0.0.1:" + port.group(1) + "/";
    }

    private ConfiguredProxy proxy(String more) throws IOException {
        return ConfiguredProxy.start(
                folder,
                "listeners:\n"
                        + OcspFiles.listener(
                                "web",
                                "mode: required, trust: ca.pem, ocsp: { responder: '"
                                        + url
                                        + "', timeout: 20s"
                                        + more
                                        + " }")
                        + OcspFiles.backend(server));
    }

    private static ClientCertificateResult call(ConfiguredProxy proxy, Holder holder) {
        try {
            new CertificateClient(holder, "TLSv1.3").call(proxy.address("web"));
        } catch (IOException _) {
            // the report tells
        }
        HandshakeReport report = proxy.traffic().awaitHandshake();
        return ClientCertificateResult.of(report).orElseThrow();
    }

    private static Holder client() {
        return ClientPki.client("CN=client", "P-256").issuedBy(Authorities.ROOT);
    }

    /// A line of the index that `openssl ca` keeps.
    private static String entry(String status, String revocation, Holder holder) {
        return String.format(
                Locale.ROOT,
                "%s\t491231235959Z\t%s\t%04X\tunknown\t/CN=client\n",
                status,
                revocation,
                holder.certificate().getSerialNumber());
    }

    private void write(String name, Holder holder) throws IOException {
        Files.writeString(
                folder.resolve(name + ".pem"), TestCertificates.pem(holder.certificate()));
        Files.writeString(
                folder.resolve(name + ".key"), TestCertificates.pem(holder.keys().getPrivate()));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
