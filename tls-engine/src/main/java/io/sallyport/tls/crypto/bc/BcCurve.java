package io.sallyport.tls.crypto.bc;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.BigIntegers;

/// P-256, P-384 and P-521. A share is an uncompressed point (RFC 9846, section 4.3.8.2).
final class BcCurve implements BcGroup {
    private static final byte UNCOMPRESSED = 4;

    private final ECDomainParameters domain;
    private final SecureRandom random;
    private final int fieldLength;

    BcCurve(String name, SecureRandom random) {
        this.domain = new ECDomainParameters(CustomNamedCurves.getByName(name));
        this.random = random;
        this.fieldLength = (domain.getCurve().getFieldSize() + Byte.SIZE - 1) / Byte.SIZE;
    }

    @Override
    public int shareLength() {
        return 1 + 2 * fieldLength;
    }

    @Override
    public AsymmetricCipherKeyPair generate() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, random));
        return generator.generateKeyPair();
    }

    @Override
    public byte[] share(AsymmetricKeyParameter publicKey) {
        return ((ECPublicKeyParameters) publicKey).getQ().getEncoded(false);
    }

    @Override
    public AsymmetricKeyParameter publicKey(byte[] share) {
        if (share[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException("point format " + share[0] + " (expected: 4)");
        }
        // decodePoint and the key's constructor check the point
        return new ECPublicKeyParameters(domain.getCurve().decodePoint(share), domain);
    }

    @Override
    public AsymmetricKeyParameter privateKey(byte[] key) {
        return new ECPrivateKeyParameters(new BigInteger(1, key), domain);
    }

    @Override
    public byte[] agree(AsymmetricKeyParameter ours, AsymmetricKeyParameter peer) {
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(ours);
        return BigIntegers.asUnsignedByteArray(fieldLength, agreement.calculateAgreement(peer));
    }
}
