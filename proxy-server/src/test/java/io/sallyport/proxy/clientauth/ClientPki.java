package io.sallyport.proxy.clientauth;

import io.sallyport.proxy.credential.TestCertificates;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// Makes certificates of clients and of their issuers, good ones unless told otherwise.
public final class ClientPki {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static long serial = 1000;

    /// A certificate with its key and whoever issued it, as it is shown: itself first.
    public record Holder(List<X509Certificate> chain, KeyPair keys) {
        public X509Certificate certificate() {
            return chain.getFirst();
        }

        /// The same with another chain.
        public Holder showing(X509Certificate... certificates) {
            return new Holder(List.of(certificates), keys);
        }

        /// The same with a key that is not the certificate's.
        public Holder withKeys(KeyPair others) {
            return new Holder(chain, others);
        }
    }

    private record Further(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

    private final String subject;
    private final KeyPair keys;
    private Instant from = NOW.minus(Duration.ofDays(10));
    private Instant to = NOW.plus(Duration.ofDays(10));
    private @Nullable BasicConstraints constraints;
    private int usage = KeyUsage.digitalSignature;
    private @Nullable KeyPurposeId purpose = KeyPurposeId.id_kp_clientAuth;
    private boolean keyIdentifiers = true;
    private @Nullable String algorithm;
    private final List<GeneralName> names = new ArrayList<>();
    private final List<Further> further = new ArrayList<>();

    private ClientPki(String subject, KeyPair keys) {
        this.subject = subject;
        this.keys = keys;
    }

    public static ClientPki client(String subject, String kind) {
        return new ClientPki(subject, TestCertificates.keys(kind));
    }

    public static ClientPki authority(String subject, String kind) {
        ClientPki wanted = new ClientPki(subject, TestCertificates.keys(kind));
        wanted.constraints = new BasicConstraints(true);
        wanted.usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        wanted.purpose = null;
        return wanted;
    }

    public ClientPki named(int kind, String name) {
        names.add(new GeneralName(kind, name));
        return this;
    }

    public ClientPki dns(String name) {
        return named(GeneralName.dNSName, name);
    }

    public ClientPki uri(String name) {
        return named(GeneralName.uniformResourceIdentifier, name);
    }

    /// Valid from and to so long after now.
    public ClientPki valid(Duration notBefore, Duration notAfter) {
        from = NOW.plus(notBefore);
        to = NOW.plus(notAfter);
        return this;
    }

    public ClientPki usage(int bits) {
        usage = bits;
        return this;
    }

    public ClientPki purpose(@Nullable KeyPurposeId id) {
        purpose = id;
        return this;
    }

    public ClientPki depth(int certificates) {
        constraints = new BasicConstraints(certificates);
        return this;
    }

    public ClientPki signedBy(String name) {
        algorithm = name;
        return this;
    }

    public ClientPki withoutKeyIdentifiers() {
        keyIdentifiers = false;
        return this;
    }

    public ClientPki with(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
        further.add(new Further(oid, critical, value));
        return this;
    }

    public Holder selfSigned() {
        X509Certificate made = build(name(subject), keys, null);
        return new Holder(List.of(made), keys);
    }

    /// Issued by a CA that is trusted: only the certificate itself is shown.
    public Holder issuedBy(Holder root) {
        return new Holder(List.of(build(root)), keys);
    }

    /// Issued by an intermediate CA, which is shown.
    public Holder issuedBelow(Holder intermediate) {
        List<X509Certificate> chain = new ArrayList<>(intermediate.chain());
        chain.addFirst(build(intermediate));
        return new Holder(List.copyOf(chain), keys);
    }

    private X509Certificate build(Holder issuer) {
        return build(
                X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()),
                issuer.keys(),
                issuer.certificate());
    }

    private X509Certificate build(
            X500Name issuer, KeyPair signer, @Nullable X509Certificate issuerCertificate) {
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            nextSerial(),
                            Date.from(from),
                            Date.from(to),
                            name(subject),
                            keys.getPublic());
            if (constraints != null) {
                builder.addExtension(Extension.basicConstraints, true, constraints);
            }
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (purpose != null) {
                builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            }
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            for (Further each : further) {
                builder.addExtension(each.oid(), each.critical(), each.value());
            }
            if (keyIdentifiers) {
                JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();
                builder.addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        ids.createSubjectKeyIdentifier(keys.getPublic()));
                if (issuerCertificate != null) {
                    builder.addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            ids.createAuthorityKeyIdentifier(signer.getPublic()));
                }
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(
                                                    algorithm == null
                                                            ? algorithm(signer.getPrivate())
                                                            : algorithm)
                                            .setProvider(PROVIDER)
                                            .build(signer.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// In the order of the Java platform, which is that of RFC 2253.
    private static X500Name name(String subject) {
        return X500Name.getInstance(new X500Principal(subject).getEncoded());
    }

    private static synchronized BigInteger nextSerial() {
        return BigInteger.valueOf(serial++);
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm().equals("EdDSA") ? "Ed25519" : key.getAlgorithm();
        };
    }
}
