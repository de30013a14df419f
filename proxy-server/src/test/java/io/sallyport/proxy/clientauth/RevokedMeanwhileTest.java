package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients whose certificates are revoked after they were looked for in the CRLs, and before their handshakes are over.
@Timeout(60)
class RevokedMeanwhileTest {
    private final Holder connected = client("connected");
    private final Holder late = client("late");

    @TempDir private Path folder;
    private TestServer server;
    private OcspServer responder;
    private ConfiguredProxy proxy;

    @BeforeEach
    void start() throws IOException {
        OcspFiles.write(folder);
        Files.write(folder.resolve("root.crl"), TestCrl.by(Authorities.ROOT).encoded());
        server = TestServer.start(TestServer.ECHO);
        responder =
                OcspServer.start()
                        .answering(question ->
                                TestOcsp.by(Authorities.ROOT, question.about()).encoded());
        proxy =
                ConfiguredProxy.start(
                        folder,
                        "listeners:\n"
                                + OcspFiles.listener("web", settings())
                                        .replace("tls:", "tls:\n      handshake_timeout: 1m")
                                + OcspFiles.backend(server));
    }

    @AfterEach
    void stop() {
        responder.release();
        proxy.close();
        server.close();
        responder.close();
    }

    /// An OCSP responder keeps the handshake waiting. That another connection is closed tells that the review of those
    /// that stand has been there.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void areClosedOnceTheyAreIn(String version) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                SSLSocket first = open(connected, version)) {
            first.getOutputStream().write('x');
            assertThat(first.getInputStream().read()).isEqualTo('x');
            responder.hold();
            Future<SSLSocket> opened = clients.submit(() -> open(late, version));
            responder.awaitRequest();

            revokeBoth();
            assertThat(first.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.traffic().awaitClosed().cause())
                    .isEqualTo(CloseCause.CLIENT_CERTIFICATE);
            responder.release();

            try (SSLSocket second = opened.get()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
        }
        assertThat(proxy.traffic().awaitHandshake().outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
        assertThat(proxy.traffic().awaitHandshake().outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_CERTIFICATE);
    }

    private static Holder client(String name) {
        return ClientPki.client("CN=" + name, "P-256").issuedBy(Authorities.ROOT);
    }

    private SSLSocket open(Holder holder, String version) throws IOException {
        return new CertificateClient(holder, version).open(proxy.address("web"), "localhost");
    }

    private void revokeBoth() throws IOException {
        Files.write(
                folder.resolve("root.crl"),
                TestCrl.by(Authorities.ROOT)
                        .revoking(connected.certificate())
                        .revoking(late.certificate())
                        .encoded());
        proxy.service().pollClientTrust();
    }

    private String settings() {
        return String.format(
                Locale.ROOT,
                "mode: required, close_revoked: true, trust: ca.pem, crl: root.crl,"
                        + " ocsp: { responder: '%s', timeout: 30s }",
                responder.url());
    }
}
