package io.sallyport.proxy.interop;

import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.credential.TestCertificates.Held;
import io.sallyport.proxy.credential.TestCertificates.Wanted;
import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// Authorities and certificates for one run of the tests, by the clock of this machine because the
/// clients have no other: a root, an authority below it, a certificate of each kind of key for a name of
/// its own, and one that no client trusts.
final class TestPki {
    /// Served by a certificate whose root no client has.
    static final String UNTRUSTED_NAME = "untrusted.interop.test";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final Instant now = Instant.now();
    private final Held root = root("Interop root");
    private final List<Site> sites = new ArrayList<>();

    /// A certificate and its key as the configuration names them: the chain without the root.
    record Site(Path chain, Path key) {}

    private TestPki(Path folder) {
        this.folder = folder;
    }

    /// @param folder where the PEM files go
    static TestPki create(Path folder) throws IOException {
        TestPki pki = new TestPki(folder);
        Files.writeString(pki.rootFile(), TestCertificates.pem(pki.rootCertificate()));
        Held issuer = pki.below(pki.root, "Interop issuing authority");
        for (KeyType type : KeyType.values()) {
            pki.add(serverName(type), type, issuer);
        }
        Held stranger = pki.below(pki.root("Unknown root"), "Unknown issuing authority");
        pki.add(UNTRUSTED_NAME, KeyType.EC_P256, stranger);
        return pki;
    }

    /// More that is served: certificates of several kinds for one name.
    List<Site> sites(String name, KeyType... types) throws IOException {
        Held issuer = below(root, "Another issuing authority");
        List<Site> made = new ArrayList<>();
        for (KeyType type : types) {
            made.add(site(name, type.name().toLowerCase(Locale.ROOT) + "." + name, type, issuer));
        }
        return made;
    }

    /// What clients trust.
    X509Certificate rootCertificate() {
        return root.certificate();
    }

    /// PEM of what clients trust.
    Path rootFile() {
        return folder.resolve("root.pem");
    }

    /// All that is served.
    List<Site> sites() {
        return List.copyOf(sites);
    }

    /// The name that is served by a certificate of this kind; so is every name right below it.
    static String serverName(KeyType type) {
        return type.label().toLowerCase(Locale.ROOT).replace(' ', '-') + ".interop.test";
    }

    private void add(String name, KeyType type, Held issuer) throws IOException {
        sites.add(site(name, name, type, issuer));
    }

    /// @param file what its files are called
    private Site site(String name, String file, KeyType type, Held issuer) throws IOException {
        Wanted wanted =
                Wanted.server(name, "*." + name)
                        .valid(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(120)))
                        .usage(usage(type), KeyPurposeId.id_kp_serverAuth);
        Held held = TestCertificates.issued(wanted, TestCertificates.keys(kind(type)), issuer);
        Site site = new Site(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
        Files.writeString(site.chain(), TestCertificates.chain(held, issuer));
        Files.createFile(site.key(), OWNER_ONLY);
        Files.writeString(site.key(), TestCertificates.pem(held.keys().getPrivate()));
        return site;
    }

    private Held root(String name) {
        return TestCertificates.selfSigned(authority(name), TestCertificates.keys("P-256#" + name));
    }

    private Held below(Held issuer, String name) {
        return TestCertificates.issued(
                authority(name), TestCertificates.keys("P-256#" + name), issuer);
    }

    private Wanted authority(String name) {
        return Wanted.authority(name)
                .valid(now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(120)))
                .usage(KeyUsage.keyCertSign, KeyPurposeId.id_kp_serverAuth);
    }

    /// As public authorities do it; NSS wants an RSA key to be good for encryption, too, although TLS 1.3
    /// has no use for that.
    private static int usage(KeyType type) {
        return type == KeyType.RSA
                ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                : KeyUsage.digitalSignature;
    }

    private static String kind(KeyType type) {
        return switch (type) {
            case RSA -> "RSA-2048";
            case RSA_PSS -> "RSA-PSS";
            case EC_P256 -> "P-256";
            case EC_P384 -> "P-384";
            case EC_P521 -> "P-521";
            case ED25519 -> "Ed25519";
            case ED448 -> "Ed448";
        };
    }
}
