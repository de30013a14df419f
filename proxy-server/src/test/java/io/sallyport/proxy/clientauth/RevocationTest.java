package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.assembly.Preparation;
import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.ClientCertificateResult;
import io.sallyport.proxy.insight.ClientCertificateResult.Kind;
import io.sallyport.proxy.insight.FailureExplanation;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients whose certificates are revoked, or nobody knows whether they are.
@Timeout(60)
class RevocationTest {
    private static final String TLS_1_3 = "TLSv1.3";

    @TempDir private Path folder;
    private Path crls;
    private TestServer server;
    private ConfiguredProxy proxy;

    @BeforeEach
    void files() throws IOException {
        Instant now = Instant.now();
        TestCertificates.Held own =
                TestCertificates.selfSigned(
                        TestCertificates.Wanted.server("localhost")
                                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30))),
                        TestCertificates.keys("P-256"));
        Files.writeString(folder.resolve("site.pem"), TestCertificates.pem(own.certificate()));
        Files.writeString(
                folder.resolve("site.key"), TestCertificates.pem(own.keys().getPrivate()));
        Files.writeString(folder.resolve("ca.pem"), Authorities.trusted());
        crls = Files.createDirectory(folder.resolve("crls"));
        server = TestServer.start(TestServer.ECHO);
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_3, "TLSv1.2"})
    void refusesARevokedCertificateAndNoOther(String version) throws IOException {
        Holder revoked = client();
        write("root.crl", TestCrl.by(Authorities.ROOT).revoking(revoked.certificate()));
        start("required", "refuse");

        assertThat(call(new CertificateClient(client(), version)).reason()).isNull();
        HandshakeReport report = refused(new CertificateClient(revoked, version));

        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
        assertThat(report.alertSent()).isEqualTo(AlertDescription.CERTIFICATE_REVOKED);
        assertThat(FailureExplanation.of(report))
                .startsWith("the client's certificate is revoked, says its issuer's CRL of ")
                .contains(
                        "its serial number "
                                + revoked.certificate().getSerialNumber().toString(16));
    }

    @Test
    void refusesWhatARevokedCaHasIssued() throws IOException {
        Holder client =
                ClientPki.client("CN=client", "P-256").issuedBelow(Authorities.INTERMEDIATE);
        write(
                "root.crl",
                TestCrl.by(Authorities.ROOT).revoking(Authorities.INTERMEDIATE.certificate()));
        write("intermediate.crl", TestCrl.by(Authorities.INTERMEDIATE));
        start("required", "refuse");

        HandshakeReport report = refused(new CertificateClient(client, TLS_1_3));

        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
        assertThat(FailureExplanation.of(report))
                .startsWith("a certificate above the client's is revoked");
    }

    @Test
    void observeLetsARevokedClientInAndSaysSo() throws IOException {
        Holder revoked = client();
        write("root.crl", TestCrl.by(Authorities.ROOT).revoking(revoked.certificate()));
        start("observe", "refuse");

        assertResult(
                call(new CertificateClient(revoked, TLS_1_3)),
                Kind.WOULD_REJECT,
                FailureReason.CLIENT_CERTIFICATE_REVOKED);
    }

    @Test
    void refusesIfAnIssuerHasNoCrlUnlessThatIsAccepted() throws IOException {
        Holder client =
                ClientPki.client("CN=client", "P-256").issuedBelow(Authorities.INTERMEDIATE);
        write("root.crl", TestCrl.by(Authorities.ROOT));
        start("required", "refuse");

        HandshakeReport report = refused(new CertificateClient(client, TLS_1_3));
        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        assertThat(report.alertSent()).isEqualTo(AlertDescription.CERTIFICATE_UNKNOWN);
        assertThat(FailureExplanation.of(report)).contains("there is no CRL here");

        reload("required", "accept");
        assertResult(call(new CertificateClient(client, TLS_1_3)), Kind.ACCEPTED, null);
    }

    @Test
    void aStaleCrlIsNotEnoughUnlessThatIsAcceptedButStillRevokes() throws IOException {
        Holder revoked = client();
        write(
                "root.crl",
                TestCrl.by(Authorities.ROOT, Instant.now().minus(Duration.ofDays(2)))
                        .due(Duration.ofDays(1))
                        .revoking(revoked.certificate()));
        start("required", "refuse");

        HandshakeReport report = refused(new CertificateClient(client(), TLS_1_3));
        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);
        assertThat(FailureExplanation.of(report)).contains("whose next CRL was due on ");

        reload("required", "accept");
        assertResult(call(new CertificateClient(client(), TLS_1_3)), Kind.ACCEPTED, null);
        assertThat(refused(new CertificateClient(revoked, TLS_1_3)).reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_3, "TLSv1.2"})
    void aSessionDoesNotOutliveTheRevocationOfItsCertificate(String version) throws IOException {
        Holder held = client();
        write("root.crl", TestCrl.by(Authorities.ROOT));
        start("required", "refuse");
        CertificateClient client = new CertificateClient(held, version);
        call(client);
        assertThat(call(client).kind()).isEqualTo(HandshakeKind.RESUMED);

        write("root.crl", TestCrl.by(Authorities.ROOT).revoking(held.certificate()));
        proxy.service().pollClientTrust();

        HandshakeReport report = refused(client);
        assertThat(Objects.requireNonNull(report.resumption()).miss())
                .isEqualTo(ResumptionMiss.CLIENT_IDENTITY_DIFFERS);
        assertThat(report.reason()).isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
    }

    @Test
    void aCrlThatSomebodyElseSignedChangesNothing() throws IOException {
        Holder held = client();
        write("root.crl", TestCrl.by(Authorities.ROOT).revoking(held.certificate()));
        start("required", "refuse");

        write(
                "root.crl",
                TestCrl.by(Authorities.ROOT).signedBy(TestCertificates.keys("P-256#forger")));
        proxy.service().pollClientTrust();

        assertThat(refused(new CertificateClient(held, TLS_1_3)).reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOKED);
        assertThat(Preparation.of(proxy.file(), Map.of()))
                .isInstanceOfSatisfying(
                        Preparation.Refused.class,
                        refused ->
                                assertThat(refused.problems())
                                        .filteredOn(Problem::isError)
                                        .singleElement()
                                        .asString()
                                        .contains(
                                                "listeners.web.tls.client_auth.crl: 'crls/root.crl'"
                                                        + " holds a CRL that the CA which it names"
                                                        + " has not signed"));
    }

    @Test
    void readsPemAndSeveralInAFileAndNewFilesInTheFolder() throws IOException {
        Holder held = ClientPki.client("CN=client", "P-256").issuedBelow(Authorities.INTERMEDIATE);
        write("root.crl", TestCrl.by(Authorities.ROOT));
        start("required", "refuse");
        assertThat(refused(new CertificateClient(held, TLS_1_3)).reason())
                .isEqualTo(FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN);

        Files.writeString(
                crls.resolve("more.pem"),
                TestCertificates.pem(
                        new PemObject("X509 CRL", TestCrl.by(Authorities.STRANGER).encoded()),
                        new PemObject("X509 CRL", TestCrl.by(Authorities.INTERMEDIATE).encoded())));
        Files.writeString(crls.resolve(".hidden"), "not read");
        proxy.service().pollClientTrust();

        assertResult(call(new CertificateClient(held, TLS_1_3)), Kind.ACCEPTED, null);
    }

    private static Holder client() {
        return ClientPki.client("CN=client", "P-256").issuedBy(Authorities.ROOT);
    }

    private void write(String name, TestCrl crl) throws IOException {
        Path written = Files.write(folder.resolve("new"), crl.encoded());
        Files.move(written, crls.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void start(String mode, String stale) throws IOException {
        proxy = ConfiguredProxy.start(folder, text(mode, stale));
    }

    private void reload(String mode, String stale) throws IOException {
        proxy.write(text(mode, stale));
        proxy.service().reload();
    }

    private HandshakeReport call(CertificateClient client) throws IOException {
        client.call(proxy.address("web"));
        return proxy.traffic().awaitHandshake();
    }

    private HandshakeReport refused(CertificateClient client) {
        assertThatThrownBy(() -> client.call(proxy.address("web"))).isInstanceOf(IOException.class);
        return proxy.traffic().awaitHandshake();
    }

    private static void assertResult(HandshakeReport report, Kind kind, FailureReason reason) {
        assertThat(ClientCertificateResult.of(report))
                .contains(new ClientCertificateResult(kind, reason));
    }

    private String text(String mode, String stale) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: tcp
                    backend: app
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                      client_auth: { mode: %s, trust: ca.pem, crl: crls, stale_crl: %s }
                backends: { app: { servers: ['%s'] } }
                """,
                mode,
                stale,
                server.address());
    }
}
