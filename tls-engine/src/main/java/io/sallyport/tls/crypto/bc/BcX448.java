package io.sallyport.tls.crypto.bc;

import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.X448Agreement;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PublicKeyParameters;

/// X448. A share is the u-coordinate (RFC 7748, section 5).
final class BcX448 implements BcGroup {
    private final SecureRandom random;

    BcX448(SecureRandom random) {
        this.random = random;
    }

    @Override
    public int shareLength() {
        return X448PublicKeyParameters.KEY_SIZE;
    }

    @Override
    public AsymmetricCipherKeyPair generate() {
        X448PrivateKeyParameters ours = new X448PrivateKeyParameters(random);
        return new AsymmetricCipherKeyPair(ours.generatePublicKey(), ours);
    }

    @Override
    public byte[] share(AsymmetricKeyParameter publicKey) {
        return ((X448PublicKeyParameters) publicKey).getEncoded();
    }

    @Override
    public AsymmetricKeyParameter publicKey(byte[] share) {
        return new X448PublicKeyParameters(share);
    }

    @Override
    public AsymmetricKeyParameter privateKey(byte[] key) {
        return new X448PrivateKeyParameters(key);
    }

    @Override
    public byte[] agree(AsymmetricKeyParameter ours, AsymmetricKeyParameter peer) {
        X448Agreement agreement = new X448Agreement();
        agreement.init(ours);
        byte[] secret = new byte[agreement.getAgreementSize()];
        agreement.calculateAgreement(peer, secret, 0);
        return secret;
    }
}
