package io.sallyport.proxy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCertificatesTest {
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

    @TempDir Path temporary;

    @Test
    void makesACertificateThatBrowsersAcceptFromAnIssuerThatTheyTrust() throws Exception {
        DevelopmentCertificates made = ensure(START);
        X509Certificate authority = read(made.authority());
        X509Certificate server = read(made.chain());

        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(START));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)),
                        parameters);

        assertThat(server.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(2, "localhost"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getNonCriticalExtensionOIDs()).contains("2.5.29.14", "2.5.29.35");
        assertThat(server.getKeyUsage()[0]).isTrue();
        assertThat(life(server)).isLessThan(Duration.ofDays(397));
        assertThat(life(authority)).isBetween(Duration.ofDays(3649), Duration.ofDays(3651));
        assertThat(authority.getBasicConstraints()).isZero();
    }

    @Test
    void keepsKeysForTheirOwner() throws Exception {
        DevelopmentCertificates made = ensure(START);

        for (Path key : List.of(made.key(), made.key().resolveSibling("ca.key"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(made.key().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ca.pem", "ca.key", "localhost.pem", "localhost.key");
        }
    }

    @Test
    void keepsWhatIsThereUntilItIsAboutToExpire() throws Exception {
        DevelopmentCertificates made = ensure(START);
        String authority = Files.readString(made.authority());
        String server = Files.readString(made.chain());

        ensure(START.plus(Duration.ofDays(365)));
        assertThat(Files.readString(made.chain())).isEqualTo(server);

        ensure(START.plus(Duration.ofDays(367)));
        assertThat(Files.readString(made.chain())).isNotEqualTo(server);
        assertThat(Files.readString(made.authority())).isEqualTo(authority);

        ensure(START.plus(Duration.ofDays(3625)));
        assertThat(Files.readString(made.authority())).isNotEqualTo(authority);
        read(made.chain()).verify(read(made.authority()).getPublicKey());
    }

    @Test
    void makesWhatWasRemoved() throws Exception {
        DevelopmentCertificates made = ensure(START);
        String authority = Files.readString(made.authority());
        Files.delete(made.key());

        ensure(START);
        assertThat(made.key()).exists();
        assertThat(Files.readString(made.authority())).isEqualTo(authority);

        Files.delete(made.key().resolveSibling("ca.key"));
        ensure(START);
        assertThat(Files.readString(made.authority())).isNotEqualTo(authority);
    }

    @Test
    void saysWhatToDoAboutDamagedFiles() throws Exception {
        DevelopmentCertificates made = ensure(START);
        Files.delete(made.chain());
        Files.writeString(
                made.key().resolveSibling("ca.key"),
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> ensure(START))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("holds damaged certificates or keys; remove it");
    }

    private DevelopmentCertificates ensure(Instant now) throws IOException {
        DevelopmentCertificates certificates =
                new DevelopmentCertificates(
                        temporary.resolve("var").resolve("dev"), InstantSource.fixed(now));
        certificates.ensure();
        return certificates;
    }

    private static Duration life(X509Certificate certificate) {
        return Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
