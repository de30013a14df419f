package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.ResumptionMiss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A session is worth what its client's certificate is worth when it is resumed.
@Timeout(60)
class ClientCertificateSessionsTest {
    @TempDir private Path folder;
    private TestServer server;
    private ConfiguredProxy proxy;

    @BeforeEach
    void start() throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), CertificateCase.Authorities.trusted());
        Files.writeString(
                folder.resolve("other.pem"),
                TestCertificates.pem(CertificateCase.Authorities.STRANGER.certificate()));
        server = TestServer.start(TestServer.ECHO);
        proxy =
                ConfiguredProxy.start(
                        folder, text("required", "ca.pem", "{ dns: web.clients.example.com }"));
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aResumedConnectionHasTheIdentityOfItsSession(String version) throws IOException {
        CertificateClient client = client(version);
        call(client);

        HandshakeReport resumed = call(client);

        assertThat(resumed.kind()).isEqualTo(HandshakeKind.RESUMED);
        ClientIdentity identity = Objects.requireNonNull(resumed.clientCertificate()).identity();
        assertThat(identity.isVerified()).isTrue();
        assertThat(identity.subject()).isEqualTo("CN=client,O=Example");
        assertThat(identity.issuer()).isEqualTo("CN=Root,O=Example");
        assertThat(identity.names().dns()).containsExactly("web.clients.example.com");
        assertThat(ClientCertificateResult.of(resumed))
                .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionWhoseCaIsNotTrustedAnyMoreEndsInAFullHandshakeThatIsRefused(String version)
            throws IOException {
        CertificateClient client = client(version);
        call(client);

        reload(text("required", "other.pem", "{ dns: web.clients.example.com }"));

        assertRefused(client, FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionOfAClientThatIsNotAllowedAnyMoreEndsInAFullHandshakeThatIsRefused(String version)
            throws IOException {
        CertificateClient client = client(version);
        call(client);

        reload(text("required", "ca.pem", "{ dns: other.clients.example.com }"));

        assertRefused(client, FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whereClientsAreObservedASessionIsResumedAndCounted(String version) throws IOException {
        CertificateClient client = client(version);
        call(client);

        reload(text("observe", "other.pem", "{ dns: web.clients.example.com }"));
        HandshakeReport resumed = call(client);

        assertThat(resumed.kind()).isEqualTo(HandshakeKind.RESUMED);
        assertThat(ClientCertificateResult.of(resumed))
                .contains(
                        new ClientCertificateResult(
                                Kind.WOULD_REJECT, FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionFromBeforeCertificatesWereRequiredIsNotResumed(String version) throws IOException {
        reload(text("none", "ca.pem", "{ dns: web.clients.example.com }"));
        CertificateClient client = client(version);
        call(client);

        reload(text("required", "ca.pem", "{ dns: web.clients.example.com }"));
        HandshakeReport full = call(client);

        assertThat(full.kind()).isEqualTo(HandshakeKind.FULL);
        assertThat(ClientCertificateResult.of(full))
                .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
    }

    /// What a ClientHello may have does not bind it.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aChainHasALimitOfItsOwn(String version) throws IOException {
        X509Certificate more = CertificateCase.Authorities.STRANGER.certificate();
        ClientPki.Holder holder = CertificateCase.ECDSA.client();
        CertificateClient client =
                new CertificateClient(
                        holder.showing(holder.certificate(), more, more, more), version);
        reload(text("required", "ca.pem", "{ dns: web.clients.example.com }", 1));
        assertThatThrownBy(() -> client.call(proxy.address("web"))).isInstanceOf(IOException.class);
        assertThat(proxy.traffic().awaitHandshake().reason())
                .isEqualTo(FailureReason.MESSAGE_TOO_LARGE);

        reload(text("required", "ca.pem", "{ dns: web.clients.example.com }", 2));
        assertThat(ClientCertificateResult.of(call(client)))
                .contains(new ClientCertificateResult(Kind.ACCEPTED, null));
    }

    private static CertificateClient client(String version) {
        return new CertificateClient(CertificateCase.ECDSA.client(), version);
    }

    private HandshakeReport call(CertificateClient client) throws IOException {
        client.call(proxy.address("web"));
        return proxy.traffic().awaitHandshake();
    }

    private void assertRefused(CertificateClient client, FailureReason reason) {
        assertThatThrownBy(() -> client.call(proxy.address("web"))).isInstanceOf(IOException.class);
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(Objects.requireNonNull(report.resumption()).miss())
                .isEqualTo(ResumptionMiss.CLIENT_IDENTITY_DIFFERS);
        assertThat(report.reason()).isEqualTo(reason);
        assertThat(report.alertSent())
                .isIn(AlertDescription.UNKNOWN_CA, AlertDescription.ACCESS_DENIED);
        assertThat(ClientCertificateResult.of(report))
                .contains(new ClientCertificateResult(Kind.REJECTED, reason));
    }

    private void reload(String text) throws IOException {
        proxy.write(text);
        proxy.service().reload();
    }

    private String text(String mode, String trust, String allowed) {
        return text(mode, trust, allowed, 16);
    }

    private String text(String mode, String trust, String allowed, int chainKibibytes) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: app
                    limits: { max_client_hello_size: 1KiB }
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      client_auth: { mode: %s, trust: %s, allow: [%s], max_chain_size: %dKiB }
                backends: { app: { servers: ['%s'] } }
                """,
                mode,
                trust,
                allowed,
                chainKibibytes,
                server.address());
    }
}
