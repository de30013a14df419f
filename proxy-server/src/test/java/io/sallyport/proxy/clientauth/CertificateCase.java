package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.clientauth.ClientPki.Holder;
import io.sallyport.proxy.credential.TestCertificates;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.tls.codepoint.AlertDescription;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;

/// Clients, and what has to become of them where certificates are required. [ClientCertificateTableTest] says who is
/// allowed.
enum CertificateCase {
    RSA(() -> client("RSA-2048").issuedBy(Authorities.ROOT)),
    ECDSA(() -> client("P-256").issuedBy(Authorities.ROOT)),
    ECDSA_P384(() -> client("P-384").issuedBy(Authorities.ROOT)),
    ED25519(() -> client("Ed25519").issuedBy(Authorities.ROOT)),
    INTERMEDIATE(() -> client("P-256").issuedBelow(Authorities.INTERMEDIATE)),
    SIGNED_BY_PSS(() ->
            client("P-256")
                    .signedBy("SHA256withRSAandMGF1")
                    .issuedBelow(Authorities.RSA_INTERMEDIATE)),
    SHOWS_THE_ROOT(() -> {
        Holder held = client("P-256").issuedBelow(Authorities.INTERMEDIATE);
        return held.showing(
                held.certificate(),
                Authorities.INTERMEDIATE.certificate(),
                Authorities.ROOT.certificate());
    }),
    OUT_OF_ORDER(() -> {
        Holder held = client("P-256").issuedBelow(Authorities.INTERMEDIATE);
        return held.showing(
                held.certificate(),
                Authorities.ROOT.certificate(),
                Authorities.INTERMEDIATE.certificate());
    }),
    BELOW_A_ROOT_THAT_ANOTHER_KEY_HAS_SIGNED(
            () -> client("P-256").issuedBy(Authorities.ROOT_WITH_ANOTHER_KEY)),
    BELOW_A_ROOT_THAT_IS_SIGNED_BY_SHA_1(
            () -> client("P-256").issuedBy(Authorities.ROOT_SIGNED_BY_SHA_1)),
    WITHOUT_PURPOSE(() -> client("P-256").purpose(null).issuedBy(Authorities.ROOT)),
    CROSS_SIGNED(() -> {
        Holder held = client("P-256").issuedBelow(Authorities.INTERMEDIATE);
        return held.showing(
                held.certificate(),
                Authorities.CROSS_SIGNED_BY_A_STRANGER.certificate(),
                Authorities.INTERMEDIATE.certificate());
    }),
    EXPIRED_CROSS_SIGNATURE_FIRST(() -> {
        Holder held = client("P-256").issuedBelow(Authorities.INTERMEDIATE);
        return held.showing(
                held.certificate(),
                Authorities.EXPIRED_INTERMEDIATE.certificate(),
                Authorities.INTERMEDIATE.certificate());
    }),
    EXPIRED_WITHIN_THE_SKEW(() ->
            client("P-256").valid(days(-10), Duration.ofMinutes(-30)).issuedBy(Authorities.ROOT)),
    VALID_SOON_WITHIN_THE_SKEW(() ->
            client("P-256").valid(Duration.ofMinutes(30), days(10)).issuedBy(Authorities.ROOT)),
    SPIFFE(() ->
            anybody("P-256").uri("spiffe://example.org/ns/prod/web").issuedBy(Authorities.ROOT)),
    COMMON_NAME(
            () -> ClientPki.client("CN=batch-job,O=Example", "P-256").issuedBy(Authorities.ROOT)),
    EMAIL(() ->
            anybody("P-256")
                    .named(GeneralName.rfc822Name, "someone@Example.com")
                    .issuedBy(Authorities.ROOT)),
    ADDRESS(() ->
            anybody("P-256").named(GeneralName.iPAddress, "10.1.2.3").issuedBy(Authorities.ROOT)),

    NONE(FailureReason.CLIENT_CERTIFICATE_MISSING, AlertDescription.CERTIFICATE_REQUIRED),
    NAME_NOT_ALLOWED(
            FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED,
            AlertDescription.ACCESS_DENIED,
            "is good, but names nobody that this listener allows; its subject is CN=client,O=Other",
            () -> anybody("P-256").dns("other.example.com").issuedBy(Authorities.ROOT)),
    NAME_TOO_DEEP_FOR_THE_WILDCARD(
            FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED,
            AlertDescription.ACCESS_DENIED,
            "names nobody",
            () -> anybody("P-256").dns("a.b.clients.example.com").issuedBy(Authorities.ROOT)),
    NAME_IS_A_WILDCARD(
            FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED,
            AlertDescription.ACCESS_DENIED,
            "names nobody",
            () -> anybody("P-256").dns("*.clients.example.com").issuedBy(Authorities.ROOT)),
    SPIFFE_TOO_DEEP(
            FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED,
            AlertDescription.ACCESS_DENIED,
            "names nobody",
            () ->
                    anybody("P-256")
                            .uri("spiffe://example.org/ns/prod/sa/web")
                            .issuedBy(Authorities.ROOT)),
    TWO_COMMON_NAMES(
            FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED,
            AlertDescription.ACCESS_DENIED,
            "names nobody",
            () ->
                    ClientPki.client("CN=batch-job,CN=other,O=Example", "P-256")
                            .issuedBy(Authorities.ROOT)),
    EXPIRED(
            FailureReason.CLIENT_CERTIFICATE_EXPIRED,
            AlertDescription.CERTIFICATE_EXPIRED,
            "the client's certificate expired on ",
            () -> client("P-256").valid(days(-10), days(-1)).issuedBy(Authorities.ROOT)),
    EXPIRED_ISSUER(
            FailureReason.CLIENT_CERTIFICATE_EXPIRED,
            AlertDescription.CERTIFICATE_EXPIRED,
            "a certificate above the client's expired on ",
            () -> client("P-256").issuedBelow(Authorities.EXPIRED_INTERMEDIATE)),
    NOT_YET_VALID(
            FailureReason.CLIENT_CERTIFICATE_NOT_YET_VALID,
            AlertDescription.CERTIFICATE_EXPIRED,
            "is not valid before ",
            () -> client("P-256").valid(days(1), days(10)).issuedBy(Authorities.ROOT)),
    STRANGER(
            FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA,
            AlertDescription.UNKNOWN_CA,
            "leads to no trusted CA; the client sent no intermediate certificate",
            () -> client("P-256").issuedBy(Authorities.STRANGER)),
    MISSING_INTERMEDIATE(
            FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA,
            AlertDescription.UNKNOWN_CA,
            "the client sent no intermediate certificate",
            () -> client("P-256").issuedBy(Authorities.INTERMEDIATE)),
    STRANGER_WITH_INTERMEDIATE(
            FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA,
            AlertDescription.UNKNOWN_CA,
            "leads to no trusted CA by what the client sent along",
            () -> client("P-256").issuedBelow(Authorities.CROSS_SIGNED_BY_A_STRANGER)),
    SELF_SIGNED(
            FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA,
            AlertDescription.UNKNOWN_CA,
            "is signed by its own key",
            () -> client("P-256").selfSigned()),
    NAMESAKE_OF_THE_ROOT(
            FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA,
            AlertDescription.UNKNOWN_CA,
            "leads to no trusted CA",
            () -> client("P-256").issuedBy(Authorities.NAMESAKE)),
    NAMESAKE_THAT_DOES_NOT_SAY_WHICH_KEY(
            FailureReason.CLIENT_CERTIFICATE_INVALID,
            AlertDescription.BAD_CERTIFICATE,
            "is not signed by the key of its issuer",
            () -> client("P-256").withoutKeyIdentifiers().issuedBy(Authorities.NAMESAKE)),
    TAMPERED_WITH(
            FailureReason.CLIENT_CERTIFICATE_INVALID,
            AlertDescription.BAD_CERTIFICATE,
            "is not signed by the key of its issuer",
            () -> {
                Holder held = client("RSA-2048").issuedBelow(Authorities.RSA_INTERMEDIATE);
                return held.showing(withOtherSignature(held.certificate()), held.chain().getLast());
            }),
    UNKNOWN_CRITICAL_EXTENSION(
            FailureReason.CLIENT_CERTIFICATE_INVALID,
            AlertDescription.BAD_CERTIFICATE,
            "has a critical extension that is not known here",
            () ->
                    client("P-256")
                            .with(new ASN1ObjectIdentifier("1.2.3.4.5"), true, DERNull.INSTANCE)
                            .issuedBy(Authorities.ROOT)),
    FOR_SERVERS(
            FailureReason.CLIENT_CERTIFICATE_WRONG_USAGE,
            AlertDescription.UNSUPPORTED_CERTIFICATE,
            "has an extended key usage without clientAuth",
            () ->
                    client("P-256")
                            .purpose(KeyPurposeId.id_kp_serverAuth)
                            .issuedBy(Authorities.ROOT)),
    NOT_FOR_SIGNING(
            FailureReason.CLIENT_CERTIFICATE_WRONG_USAGE,
            AlertDescription.UNSUPPORTED_CERTIFICATE,
            "has a key usage without digitalSignature",
            () -> client("P-256").usage(KeyUsage.keyAgreement).issuedBy(Authorities.ROOT)),
    ISSUER_FOR_SERVERS(
            FailureReason.CLIENT_CERTIFICATE_WRONG_USAGE,
            AlertDescription.UNSUPPORTED_CERTIFICATE,
            "a certificate above the client's has an extended key usage without clientAuth",
            () -> client("P-256").issuedBelow(Authorities.FOR_SERVERS)),
    SHA_1(
            FailureReason.CLIENT_CERTIFICATE_WEAK,
            AlertDescription.BAD_CERTIFICATE,
            "is signed by a scheme that is not good enough",
            () -> client("P-256").signedBy("SHA1withECDSA").issuedBy(Authorities.ROOT)),
    SHA_1_IN_PSS(
            FailureReason.CLIENT_CERTIFICATE_WEAK,
            AlertDescription.BAD_CERTIFICATE,
            "is signed by a scheme that is not good enough",
            () ->
                    client("P-256")
                            .signedBy("SHA1withRSAandMGF1")
                            .issuedBelow(Authorities.RSA_INTERMEDIATE)),
    RSA_1024(
            FailureReason.CLIENT_CERTIFICATE_WEAK,
            AlertDescription.BAD_CERTIFICATE,
            "has an RSA key of 1024 bits; 2,048 are the least",
            () -> client("RSA-1024").issuedBy(Authorities.ROOT)),
    ISSUER_WITH_RSA_1024(
            FailureReason.CLIENT_CERTIFICATE_WEAK,
            AlertDescription.BAD_CERTIFICATE,
            "a certificate above the client's has an RSA key of 1024 bits",
            () -> client("P-256").issuedBelow(Authorities.WEAK)),
    NAME_CONSTRAINT(
            FailureReason.CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED,
            AlertDescription.BAD_CERTIFICATE,
            "has a name that an issuer may not vouch for",
            () -> client("P-256").issuedBelow(Authorities.FOR_OTHER_NAMES)),
    NAME_CONSTRAINT_OF_A_ROOT(
            FailureReason.CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED,
            AlertDescription.BAD_CERTIFICATE,
            "has a name that an issuer may not vouch for",
            () -> client("P-256").issuedBy(Authorities.ROOT_FOR_OTHER_NAMES)),
    TOO_DEEP(
            FailureReason.CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED,
            AlertDescription.BAD_CERTIFICATE,
            "is deeper than an issuer allows",
            () -> client("P-256").issuedBelow(Authorities.BELOW_THE_LAST)),
    ISSUED_BY_A_CLIENT(
            FailureReason.CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED,
            AlertDescription.BAD_CERTIFICATE,
            "has issued another, but is no CA's",
            () -> client("P-256").issuedBelow(Authorities.NO_AUTHORITY)),
    ISSUER_MAY_NOT_SIGN(
            FailureReason.CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED,
            AlertDescription.BAD_CERTIFICATE,
            "its key is not for signing certificates",
            () -> client("P-256").issuedBelow(Authorities.WITHOUT_SIGNING)),
    TOO_MANY(
            FailureReason.CLIENT_CERTIFICATE_TOO_LONG,
            AlertDescription.BAD_CERTIFICATE,
            "came in a chain of 5; this listener looks at 4 at most",
            () -> {
                Holder held = client("P-256").issuedBelow(Authorities.INTERMEDIATE);
                X509Certificate more = Authorities.STRANGER.certificate();
                return held.showing(held.certificate(), held.chain().getLast(), more, more, more);
            });

    private final @Nullable FailureReason reason;
    private final @Nullable AlertDescription alert;
    private final String words;
    private final @Nullable Supplier<Holder> client;

    CertificateCase(Supplier<Holder> client) {
        this(null, null, "", client);
    }

    CertificateCase(FailureReason reason, AlertDescription alert) {
        this(reason, alert, reason.sentence(), null);
    }

    CertificateCase(
            @Nullable FailureReason reason,
            @Nullable AlertDescription alert,
            String words,
            @Nullable Supplier<Holder> client) {
        this.reason = reason;
        this.alert = alert;
        this.words = words;
        this.client = client;
    }

    /// Why it is refused; empty if it is not.
    Optional<FailureReason> reason() {
        return Optional.ofNullable(reason);
    }

    /// What the client is told.
    Optional<AlertDescription> alert() {
        return Optional.ofNullable(alert);
    }

    /// What the log says of it, among other things.
    String words() {
        return words;
    }

    /// Null if it has no certificate.
    @Nullable Holder client() {
        return client == null ? null : client.get();
    }

    /// Allowed by its DNS name.
    private static ClientPki client(String kind) {
        return ClientPki.client("CN=client,O=Example", kind).dns("web.clients.example.com");
    }

    private static ClientPki anybody(String kind) {
        return ClientPki.client("CN=client,O=Other", kind);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private static X509Certificate withOtherSignature(X509Certificate certificate) {
        try {
            byte[] encoded = certificate.getEncoded();
            encoded[encoded.length - 1] ^= 1;
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Who issues.
    static final class Authorities {
        static final Holder ROOT =
                ClientPki.authority("CN=Root,O=Example", "P-256#root").selfSigned();
        static final Holder ROOT_FOR_OTHER_NAMES =
                ClientPki.authority("CN=Narrow Root,O=Example", "P-256#narrow")
                        .with(Extension.nameConstraints, true, others())
                        .selfSigned();

        /// Self-issued, but signed by the key that it had before (RFC 4210, section 4.4).
        static final Holder ROOT_WITH_ANOTHER_KEY =
                ClientPki.authority("CN=Renewed Root,O=Example", "P-256#new")
                        .depth(1)
                        .issuedBy(
                                ClientPki.authority("CN=Renewed Root,O=Example", "P-256#old")
                                        .selfSigned());

        static final Holder ROOT_SIGNED_BY_SHA_1 =
                ClientPki.authority("CN=Old Root,O=Example", "P-256#sha1")
                        .signedBy("SHA1withECDSA")
                        .selfSigned();
        static final Holder NAMESAKE =
                ClientPki.authority("CN=Root,O=Example", "P-256#namesake").selfSigned();
        static final Holder STRANGER =
                ClientPki.authority("CN=Stranger,O=Other", "P-256#stranger").selfSigned();
        static final Holder INTERMEDIATE = intermediate().issuedBy(ROOT);
        static final Holder CROSS_SIGNED_BY_A_STRANGER = intermediate().issuedBy(STRANGER);
        static final Holder EXPIRED_INTERMEDIATE =
                intermediate().valid(days(-10), days(-1)).issuedBy(ROOT);
        static final Holder RSA_INTERMEDIATE =
                ClientPki.authority("CN=RSA Intermediate,O=Example", "RSA-2048#ca").issuedBy(ROOT);
        static final Holder WEAK =
                ClientPki.authority("CN=Weak,O=Example", "RSA-1024#ca").issuedBy(ROOT);
        static final Holder FOR_SERVERS =
                ClientPki.authority("CN=Servers,O=Example", "P-256#servers")
                        .purpose(KeyPurposeId.id_kp_serverAuth)
                        .issuedBy(ROOT);
        static final Holder FOR_OTHER_NAMES =
                ClientPki.authority("CN=Others,O=Example", "P-256#others")
                        .with(Extension.nameConstraints, true, others())
                        .issuedBy(ROOT);
        static final Holder BELOW_THE_LAST =
                ClientPki.authority("CN=Below,O=Example", "P-256#below")
                        .issuedBelow(
                                ClientPki.authority("CN=Last,O=Example", "P-256#last")
                                        .depth(0)
                                        .issuedBy(ROOT));
        static final Holder NO_AUTHORITY =
                ClientPki.client("CN=web,O=Example", "P-256#web")
                        .usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)
                        .issuedBy(ROOT);
        static final Holder WITHOUT_SIGNING =
                ClientPki.authority("CN=Lists,O=Example", "P-256#lists")
                        .usage(KeyUsage.cRLSign)
                        .issuedBy(ROOT);

        private Authorities() {}

        /// Those that are trusted.
        static String trusted() {
            return TestCertificates.pem(
                    ROOT.certificate(),
                    ROOT_FOR_OTHER_NAMES.certificate(),
                    ROOT_WITH_ANOTHER_KEY.certificate(),
                    ROOT_SIGNED_BY_SHA_1.certificate());
        }

        private static ClientPki intermediate() {
            return ClientPki.authority("CN=Intermediate,O=Example", "P-256#intermediate");
        }

        private static NameConstraints others() {
            return new NameConstraints(
                    new GeneralSubtree[] {
                        new GeneralSubtree(new GeneralName(GeneralName.dNSName, "other.example"))
                    },
                    null);
        }
    }
}
