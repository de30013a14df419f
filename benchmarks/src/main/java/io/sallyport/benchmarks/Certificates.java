package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.crypto.CryptoProvider;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes a credential of any kind of key: one certificate of the size that public authorities issue,
/// less their extensions.
final class Certificates {
    private static final Duration LIFE = Duration.ofDays(30);
    private static final int RSA_BITS = 2048;

    private Certificates() {}

    static Credential credential(CryptoProvider crypto, KeyType type, String serverName)
            throws GeneralSecurityException {
        return credential(crypto, type, keyPair(type), serverName);
    }

    static Credential credential(
            CryptoProvider crypto, KeyType type, KeyPair keys, String serverName)
            throws GeneralSecurityException {
        return new Credential(
                type.label(),
                CertificateChain.of(List.of(certificate(keys, serverName))),
                crypto.signingKey(keys.getPrivate()),
                List.of(serverName));
    }

    static KeyPair keyPair(KeyType type) throws GeneralSecurityException {
        return switch (type) {
            case RSA -> rsa("RSA");
            case RSA_PSS -> rsa("RSASSA-PSS");
            case EC_P256 -> curve("secp256r1");
            case EC_P384 -> curve("secp384r1");
            case EC_P521 -> curve("secp521r1");
            case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            case ED448 -> KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        };
    }

    private static KeyPair rsa(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(RSA_BITS);
        return generator.generateKeyPair();
    }

    private static KeyPair curve(String name) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(name));
        return generator.generateKeyPair();
    }

    private static X509Certificate certificate(KeyPair keys, String serverName)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        KeyPair issuer = curve("secp256r1");
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            new JcaX509v3CertificateBuilder(
                                            new X500Name("CN=Benchmark CA"),
                                            BigInteger.ONE,
                                            Date.from(now.minus(LIFE)),
                                            Date.from(now.plus(LIFE)),
                                            new X500Name("CN=" + serverName),
                                            keys.getPublic())
                                    .build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(issuer.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("certificate for " + keys.getPublic(), e);
        }
    }
}
