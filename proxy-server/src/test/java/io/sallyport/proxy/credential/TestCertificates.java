package io.sallyport.proxy.credential;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.jspecify.annotations.Nullable;

/// Certificates for tests, made as they are needed. Key pairs are made once per kind and run.
public final class TestCertificates {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static long serial = 1;

    /// A certificate with its key.
    public record Held(X509Certificate certificate, KeyPair keys) {}

    /// What to put into a certificate.
    public record Wanted(
            String subject,
            List<String> names,
            Instant from,
            Instant to,
            boolean authority,
            int keyUsage,
            KeyPurposeId purpose) {

        public static Wanted server(String... names) {
            return new Wanted(
                    "CN=" + (names.length == 0 ? "nobody" : names[0]),
                    List.of(names),
                    NOW.minus(Duration.ofDays(30)),
                    NOW.plus(Duration.ofDays(300)),
                    false,
                    KeyUsage.digitalSignature,
                    KeyPurposeId.id_kp_serverAuth);
        }

        public static Wanted authority(String name) {
            return new Wanted(
                    "CN=" + name,
                    List.of(),
                    NOW.minus(Duration.ofDays(30)),
                    NOW.plus(Duration.ofDays(3000)),
                    true,
                    KeyUsage.keyCertSign,
                    KeyPurposeId.anyExtendedKeyUsage);
        }

        public Wanted valid(Instant notBefore, Instant notAfter) {
            return new Wanted(subject, names, notBefore, notAfter, authority, keyUsage, purpose);
        }

        public Wanted usage(int bits, KeyPurposeId extended) {
            return new Wanted(subject, names, from, to, authority, bits, extended);
        }
    }

    private TestCertificates() {}

    /// The key pair of this name: `RSA-2048`, `P-256`, `Ed25519`, ..., with a suffix such as `#2` for
    /// another one of the kind.
    public static KeyPair keys(String kind) {
        return KEYS.computeIfAbsent(kind, TestCertificates::generate);
    }

    /// Signed by its own key.
    public static Held selfSigned(Wanted wanted, KeyPair keys) {
        return new Held(build(wanted, keys, wanted.subject(), keys.getPrivate(), null), keys);
    }

    public static Held issued(Wanted wanted, KeyPair keys, Held issuer) {
        return issued(wanted, keys, issuer, null);
    }

    /// @param algorithm of the signature, or null for the usual one of the issuer's key
    public static Held issued(
            Wanted wanted, KeyPair keys, Held issuer, @Nullable String algorithm) {
        String name = issuer.certificate().getSubjectX500Principal().getName();
        return new Held(build(wanted, keys, name, issuer.keys().getPrivate(), algorithm), keys);
    }

    /// Certificates, private keys (as PKCS#8) or other PEM objects.
    public static String pem(Object... objects) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object object : objects) {
                if (object instanceof PemObjectGenerator generator) {
                    writer.writeObject(generator);
                } else if (object instanceof PrivateKey key) {
                    writer.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
                } else {
                    writer.writeObject(object);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    public static String chain(Held... chain) {
        return Arrays.stream(chain)
                .map(held -> pem(held.certificate()))
                .collect(Collectors.joining());
    }

    private static KeyPair generate(String kind) {
        String name = kind.split("#", -1)[0];
        return switch (name) {
            case "RSA-1024" -> generate("RSA", rsa(1024));
            case "RSA-2048" -> generate("RSA", rsa(2048));
            case "RSA-3072" -> generate("RSA", rsa(3072));
            case "RSA-PSS" -> generate("RSASSA-PSS", rsa(2048));
            case "P-256" -> generate("EC", new ECGenParameterSpec("secp256r1"));
            case "P-384" -> generate("EC", new ECGenParameterSpec("secp384r1"));
            case "P-521" -> generate("EC", new ECGenParameterSpec("secp521r1"));
            case "Ed25519", "Ed448" -> generate(name, null);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static AlgorithmParameterSpec rsa(int bits) {
        return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
    }

    private static KeyPair generate(String algorithm, @Nullable AlgorithmParameterSpec spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (spec != null) {
                generator.initialize(spec);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized X509Certificate build(
            Wanted wanted,
            KeyPair keys,
            String issuer,
            PrivateKey issuerKey,
            @Nullable String algorithm) {
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name(issuer),
                            BigInteger.valueOf(serial++),
                            Date.from(wanted.from()),
                            Date.from(wanted.to()),
                            new X500Name(wanted.subject()),
                            keys.getPublic());
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(wanted.authority()));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(wanted.keyUsage()));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(wanted.purpose()));
            if (!wanted.names().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(wanted));
            }
            String signature = algorithm == null ? algorithm(issuerKey) : algorithm;
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(signature).build(issuerKey)));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames names(Wanted wanted) {
        return new GeneralNames(
                wanted.names().stream()
                        .map(name ->
                                new GeneralName(
                                        name.matches("[0-9.]+|.*:.*")
                                                ? GeneralName.iPAddress
                                                : GeneralName.dNSName,
                                        name))
                        .toArray(GeneralName[]::new));
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "RSASSA-PSS" -> "SHA256withRSAandMGF1";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519", "Ed448" ->
                    ((java.security.interfaces.EdECKey) key).getParams().getName();
            default -> throw new IllegalArgumentException(key.getAlgorithm());
        };
    }
}
