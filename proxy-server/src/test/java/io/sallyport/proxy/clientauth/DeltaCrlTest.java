package io.sallyport.proxy.clientauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.config.model.ClientAuthSettings;
import io.sallyport.config.model.StaleCrl;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.clientauth.CertificateCase.Authorities;
import io.sallyport.proxy.credential.ClientTrustFiles;
import io.sallyport.proxy.credential.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Delta CRLs (RFC 5280, section 5.2.4) beside the complete ones that they belong to.
class DeltaCrlTest {
    private static final X509Certificate ROOT = Authorities.ROOT.certificate();
    private static final Instant EARLIER = Instant.now().minus(Duration.ofHours(3));

    private final X509Certificate held = client();
    private final X509Certificate revoked = client();
    private final X509Certificate good = client();
    private final List<Problem> problems = new ArrayList<>();

    @TempDir private Path folder;
    private Path crls;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), Authorities.trusted());
        crls = Files.createDirectory(folder.resolve("crls"));
    }

    @Test
    void addsToTheCompleteOneAndTakesAway() throws Exception {
        write("complete.crl", complete());
        write("delta.crl", delta(4, 6));

        RevocationLists lists = load().orElseThrow();

        assertThat(isRevoked(lists, held)).isFalse();
        assertThat(isRevoked(lists, revoked)).isTrue();
        assertThat(isRevoked(lists, good)).isFalse();
        assertThat(problems).isEmpty();
    }

    @Test
    void theNewestCounts() throws Exception {
        write("complete.crl", complete());
        write("a.crl", delta(5, 7));
        write(
                "b.crl",
                TestCrl.by(Authorities.ROOT, Instant.now().minus(Duration.ofMinutes(50)))
                        .due(Duration.ofHours(2))
                        .numbered(8)
                        .since(5)
                        .revoking(good));

        RevocationLists lists = load().orElseThrow();

        assertThat(isRevoked(lists, held)).isTrue();
        assertThat(isRevoked(lists, revoked)).isFalse();
        assertThat(isRevoked(lists, good)).isTrue();
    }

    @Test
    void oneThatIsNoNewerThanTheCompleteOneIsNotNeeded() throws Exception {
        write("complete.crl", complete());
        write("delta.crl", delta(4, 5));

        RevocationLists lists = load().orElseThrow();

        assertThat(isRevoked(lists, held)).isTrue();
        assertThat(isRevoked(lists, revoked)).isFalse();
        assertThat(problems)
                .singleElement()
                .asString()
                .contains(
                        "warning: 'crls/delta.crl' holds a delta CRL that is no newer than the complete"
                                + " one; take it out");
    }

    @Test
    void isRefusedWithoutACompleteOne() throws Exception {
        write("delta.crl", delta(4, 6));
        assertRefused();
    }

    @Test
    void isRefusedIfTheCompleteOneIsOlderThanItsBase() throws Exception {
        write("complete.crl", complete());
        write("delta.crl", delta(6, 7));
        assertRefused();
    }

    @Test
    void isRefusedIfTheCompleteOneIsOfAnotherCa() throws Exception {
        write("complete.crl", TestCrl.by(Authorities.STRANGER).numbered(5));
        write("delta.crl", delta(5, 6));
        assertRefused();
    }

    @Test
    void isRefusedIfTheCompleteOneIsOfAnotherScope() throws Exception {
        write("complete.crl", complete());
        write(
                "delta.crl",
                delta(5, 6)
                        .with(
                                Extension.issuingDistributionPoint,
                                true,
                                new IssuingDistributionPoint(
                                        null, true, false, null, false, false)));
        assertRefused();
    }

    @Test
    void isRefusedWithoutANumber() throws Exception {
        write("complete.crl", complete());
        write("delta.crl", TestCrl.by(Authorities.ROOT).since(5));
        assertRefused();
    }

    /// That of an intermediate CA is verified only when its certificate is shown: until then nobody knows.
    @Test
    void aForgedOneLeavesTheCompleteOneInForce() throws Exception {
        RevocationLists lists =
                RevocationLists.of(
                        List.of(
                                parse(complete()),
                                parse(
                                        delta(5, 6)
                                                .signedBy(TestCertificates.keys("P-256#forger")))));

        assertThat(isRevoked(lists, held)).isTrue();
        assertThat(isRevoked(lists, revoked)).isFalse();
    }

    private TestCrl complete() {
        return TestCrl.by(Authorities.ROOT, EARLIER)
                .due(Duration.ofHours(6))
                .numbered(5)
                .revoking(held);
    }

    private TestCrl delta(int base, int number) {
        return TestCrl.by(Authorities.ROOT)
                .numbered(number)
                .since(base)
                .removing(held)
                .revoking(revoked);
    }

    private void assertRefused() {
        assertThat(load()).isEmpty();
        assertThat(problems)
                .filteredOn(Problem::isError)
                .singleElement()
                .asString()
                .contains("'crls/delta.crl' holds a delta CRL, and no complete CRL that it fits");
    }

    private static boolean isRevoked(RevocationLists lists, X509Certificate certificate) {
        return lists.about(certificate, ROOT).orElseThrow().contains(certificate.getSerialNumber());
    }

    private Optional<RevocationLists> load() {
        ClientAuthSettings settings =
                new ClientAuthSettings(
                        ClientAuthMode.REQUIRED,
                        List.of(folder.resolve("ca.pem")),
                        List.of(crls),
                        StaleCrl.REFUSE,
                        Optional.empty(),
                        List.of(),
                        Duration.ZERO,
                        5,
                        ClientAuthSettings.DEFAULT_MAX_CHAIN_SIZE,
                        false);
        return ClientTrustFiles.load(
                        "listeners.web.tls.client_auth",
                        settings,
                        Positions.none(folder.resolve("proxy.yaml").toString()),
                        InstantSource.system(),
                        problems)
                .map(files -> files.trust().current().revocation());
    }

    private static RevocationList parse(TestCrl crl) throws UnusableListException {
        return RevocationList.parse("a.crl", crl.encoded());
    }

    private void write(String name, TestCrl crl) throws IOException {
        Files.write(crls.resolve(name), crl.encoded());
    }

    private static X509Certificate client() {
        return ClientPki.client("CN=client", "P-256").issuedBy(Authorities.ROOT).certificate();
    }
}
