package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.codepoint.KeyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Properties;

/// The inputs and outputs that self-tests go by.
final class KnownAnswers {
    private static final String FILE = "known-answers.properties";

    private final Properties values = new Properties();

    private KnownAnswers() {}

    /// Reads the file that stands beside this class.
    static KnownAnswers read() {
        KnownAnswers answers = new KnownAnswers();
        try (InputStream file = KnownAnswers.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the module");
            }
            answers.values.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    byte[] bytes(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(FILE + " has no " + name);
        }
        return HexFormat.of().parseHex(value);
    }

    /// A private key as the Java platform's own providers read it.
    PrivateKey privateKey(KeyType keyType) throws GeneralSecurityException {
        if (keyType == KeyType.RSA_PSS) {
            RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) privateKey(KeyType.RSA);
            return factory(keyType)
                    .generatePrivate(
                            new RSAPrivateCrtKeySpec(
                                    rsa.getModulus(),
                                    rsa.getPublicExponent(),
                                    rsa.getPrivateExponent(),
                                    rsa.getPrimeP(),
                                    rsa.getPrimeQ(),
                                    rsa.getPrimeExponentP(),
                                    rsa.getPrimeExponentQ(),
                                    rsa.getCrtCoefficient()));
        }
        return factory(keyType)
                .generatePrivate(new PKCS8EncodedKeySpec(bytes(keyType.name() + ".private")));
    }

    PublicKey publicKey(KeyType keyType) throws GeneralSecurityException {
        if (keyType == KeyType.RSA_PSS) {
            RSAPublicKey rsa = (RSAPublicKey) publicKey(KeyType.RSA);
            return factory(keyType)
                    .generatePublic(
                            new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
        }
        return factory(keyType)
                .generatePublic(new X509EncodedKeySpec(bytes(keyType.name() + ".public")));
    }

    private static KeyFactory factory(KeyType keyType) throws GeneralSecurityException {
        return KeyFactory.getInstance(
                switch (keyType) {
                    case RSA -> "RSA";
                    case RSA_PSS -> "RSASSA-PSS";
                    case EC_P256, EC_P384, EC_P521 -> "EC";
                    case ED25519 -> "Ed25519";
                    case ED448 -> "Ed448";
                });
    }
}
