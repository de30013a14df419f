package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.FiniteField;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.DHBasicAgreement;
import org.bouncycastle.crypto.generators.DHKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DHKeyGenerationParameters;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.crypto.params.DHPrivateKeyParameters;
import org.bouncycastle.crypto.params.DHPublicKeyParameters;

/// The groups of RFC 7919. A share is the public value, padded to the prime's length (RFC 9846, section
/// 4.3.8.1).
final class BcFiniteField implements BcGroup {
    private final FiniteField field;
    private final DHParameters parameters;
    private final SecureRandom random;

    BcFiniteField(NamedGroup group, SecureRandom random) {
        this.field = FiniteField.of(group);
        this.parameters =
                new DHParameters(field.prime(), FiniteField.GENERATOR, null, field.exponentBits());
        this.random = random;
    }

    @Override
    public int shareLength() {
        return field.length();
    }

    @Override
    public AsymmetricCipherKeyPair generate() {
        DHKeyPairGenerator generator = new DHKeyPairGenerator();
        generator.init(new DHKeyGenerationParameters(random, parameters));
        return generator.generateKeyPair();
    }

    @Override
    public byte[] share(AsymmetricKeyParameter publicKey) {
        return field.encode(((DHPublicKeyParameters) publicKey).getY());
    }

    @Override
    public AsymmetricKeyParameter publicKey(byte[] share) {
        BigInteger value = new BigInteger(1, share);
        if (!field.isPublicValue(value)) {
            throw new IllegalArgumentException("public value out of range (expected: 2 to p - 2)");
        }
        return new DHPublicKeyParameters(value, parameters);
    }

    @Override
    public AsymmetricKeyParameter privateKey(byte[] key) {
        return new DHPrivateKeyParameters(new BigInteger(1, key), parameters);
    }

    @Override
    public byte[] agree(AsymmetricKeyParameter ours, AsymmetricKeyParameter peer) {
        DHBasicAgreement agreement = new DHBasicAgreement();
        agreement.init(ours);
        return field.encode(agreement.calculateAgreement(peer));
    }
}
