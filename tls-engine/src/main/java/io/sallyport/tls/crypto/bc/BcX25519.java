package io.sallyport.tls.crypto.bc;

import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/// X25519. A share is the u-coordinate (RFC 7748, section 5).
final class BcX25519 implements BcGroup {
    private final SecureRandom random;

    BcX25519(SecureRandom random) {
        this.random = random;
    }

    @Override
    public int shareLength() {
        return X25519PublicKeyParameters.KEY_SIZE;
    }

    @Override
    public AsymmetricCipherKeyPair generate() {
        X25519PrivateKeyParameters ours = new X25519PrivateKeyParameters(random);
        return new AsymmetricCipherKeyPair(ours.generatePublicKey(), ours);
    }

    @Override
    public byte[] share(AsymmetricKeyParameter publicKey) {
        return ((X25519PublicKeyParameters) publicKey).getEncoded();
    }

    @Override
    public AsymmetricKeyParameter publicKey(byte[] share) {
        return new X25519PublicKeyParameters(share);
    }

    @Override
    public AsymmetricKeyParameter privateKey(byte[] key) {
        return new X25519PrivateKeyParameters(key);
    }

    @Override
    public byte[] agree(AsymmetricKeyParameter ours, AsymmetricKeyParameter peer) {
        X25519Agreement agreement = new X25519Agreement();
        agreement.init(ours);
        byte[] secret = new byte[agreement.getAgreementSize()];
        agreement.calculateAgreement(peer, secret, 0);
        return secret;
    }
}
