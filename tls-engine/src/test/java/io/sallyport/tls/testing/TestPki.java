package io.sallyport.tls.testing;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.crypto.CryptoProvider;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for tests, which makes credentials of every kind of key. Keys are made once
/// for all tests of a run, because some take long.
public final class TestPki {
    /// The name that credentials serve if none is given.
    public static final String SERVER_NAME = "server.example";

    private static final Duration LIFE = Duration.ofDays(30);
    private static final Map<KeyType, KeyPair> KEYS = new EnumMap<>(KeyType.class);
    private static final Map<List<String>, X509Certificate> CERTIFICATES = new HashMap<>();
    private static final KeyPair CA_KEY = keyPair(KeyType.EC_P256);
    private static final X509Certificate CA =
            certificate(
                    "CN=Test CA",
                    CA_KEY.getPublic(),
                    CA_KEY.getPrivate(),
                    "SHA256withECDSA",
                    List.of());

    private TestPki() {}

    /// The certificate that all others are signed by.
    public static X509Certificate ca() {
        return CA;
    }

    /// Trusts [#ca] and nothing else.
    public static TrustManagerFactory trust() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", CA);
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A credential of that kind for [#SERVER_NAME], called as the kind is.
    public static Credential credential(CryptoProvider crypto, KeyType type) {
        return credential(crypto, type, SERVER_NAME);
    }

    /// A credential of that kind, called as the kind is.
    public static Credential credential(
            CryptoProvider crypto, KeyType type, String... serverNames) {
        try {
            return new Credential(
                    type.name(),
                    CertificateChain.of(List.of(certificate(type, serverNames))),
                    crypto.signingKey(keyPair(type).getPrivate()),
                    List.of(serverNames));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// The certificate of that kind for these names: always the same within a run.
    public static synchronized X509Certificate certificate(KeyType type, String... serverNames) {
        List<String> id = new ArrayList<>(List.of(serverNames));
        id.add(type.name());
        return CERTIFICATES.computeIfAbsent(
                id,
                _ ->
                        certificate(
                                "CN=" + serverNames[0],
                                keyPair(type).getPublic(),
                                CA_KEY.getPrivate(),
                                "SHA256withECDSA",
                                List.of(serverNames)));
    }

    /// A certificate whose signature is made by a key of that kind and by that algorithm.
    public static X509Certificate certificateSignedBy(KeyType issuer, String algorithm) {
        return certificate(
                "CN=signed",
                CA_KEY.getPublic(),
                keyPair(issuer).getPrivate(),
                algorithm,
                List.of("signed.example"));
    }

    /// A key pair of that kind that no certificate is for.
    public static KeyPair otherKeyPair(KeyType type) {
        return generate(type);
    }

    /// The key pair of that kind: always the same within a run.
    public static synchronized KeyPair keyPair(KeyType type) {
        return KEYS.computeIfAbsent(type, TestPki::generate);
    }

    private static KeyPair generate(KeyType type) {
        try {
            return switch (type) {
                case RSA -> rsa("RSA");
                case RSA_PSS -> rsa("RSASSA-PSS");
                case EC_P256 -> ec("secp256r1");
                case EC_P384 -> ec("secp384r1");
                case EC_P521 -> ec("secp521r1");
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                case ED448 -> KeyPairGenerator.getInstance("Ed448").generateKeyPair();
            };
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair rsa(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(
            String subject,
            PublicKey subjectKey,
            PrivateKey issuerKey,
            String algorithm,
            List<String> serverNames) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=Test CA"),
                        BigInteger.valueOf(now.toEpochMilli()),
                        Date.from(now.minus(LIFE)),
                        Date.from(now.plus(LIFE)),
                        new X500Name(subject),
                        subjectKey);
        try {
            if (serverNames.isEmpty()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                GeneralName[] names =
                        serverNames.stream()
                                .map(name -> new GeneralName(GeneralName.dNSName, name))
                                .toArray(GeneralName[]::new);
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer(algorithm).build(issuerKey)));
        } catch (OperatorCreationException | GeneralSecurityException | CertIOException e) {
            throw new AssertionError(e);
        }
    }

    /// The Java platform has another name for PSS, which the builder does not know.
    private static JcaContentSignerBuilder signer(String algorithm) {
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
        return algorithm.endsWith("MGF1")
                ? builder.setProvider(new BouncyCastleProvider())
                : builder;
    }
}
