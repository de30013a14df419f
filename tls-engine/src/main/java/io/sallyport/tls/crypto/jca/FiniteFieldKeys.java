package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.FiniteField;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPrivateKeySpec;
import javax.crypto.spec.DHPublicKeySpec;

/// The groups of RFC 7919. A share is the public value, padded to the prime's length (RFC 9846, section
/// 4.3.8.1).
final class FiniteFieldKeys implements GroupKeys {
    private static final String ALGORITHM = "DiffieHellman";

    private final Provider provider;
    private final FiniteField field;

    FiniteFieldKeys(Provider provider, NamedGroup group) {
        this.provider = provider;
        this.field = FiniteField.of(group);
    }

    @Override
    public int shareLength() {
        return field.length();
    }

    @Override
    public int secretLength() {
        return field.length();
    }

    @Override
    public String agreement() {
        return ALGORITHM;
    }

    @Override
    public KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM, provider);
        generator.initialize(
                new DHParameterSpec(field.prime(), FiniteField.GENERATOR, field.exponentBits()));
        return generator.generateKeyPair();
    }

    @Override
    public PublicKey publicKey(byte[] share) throws GeneralSecurityException {
        BigInteger value = new BigInteger(1, share);
        if (!field.isPublicValue(value)) {
            throw new InvalidKeyException("public value out of range (expected: 2 to p - 2)");
        }
        return factory()
                .generatePublic(new DHPublicKeySpec(value, field.prime(), FiniteField.GENERATOR));
    }

    @Override
    public byte[] share(PublicKey key) throws GeneralSecurityException {
        if (!(key instanceof DHPublicKey ours)) {
            throw new InvalidKeyException("generated key is no Diffie-Hellman key");
        }
        return field.encode(ours.getY());
    }

    @Override
    public PrivateKey privateKey(byte[] key) throws GeneralSecurityException {
        return factory()
                .generatePrivate(
                        new DHPrivateKeySpec(
                                new BigInteger(1, key), field.prime(), FiniteField.GENERATOR));
    }

    private KeyFactory factory() throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM, provider);
    }
}
