package io.sallyport.tls.crypto.bc;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.KeyTypes;
import io.sallyport.tls.crypto.SignatureSchemes;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Set;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/// Private keys of one type in BouncyCastle.
final class BcSignatures implements Signatures {
    private final KeyType keyType;
    private final SecureRandom random;

    BcSignatures(KeyType keyType, SecureRandom random) {
        this.keyType = keyType;
        this.random = random;
    }

    @Override
    public KeyType keyType() {
        return keyType;
    }

    @Override
    public SigningKey signingKey(PrivateKey key) throws InvalidKeyException {
        KeyType actual = KeyTypes.of(key);
        if (actual != keyType) {
            throw new InvalidKeyException(
                    actual.label() + " key (expected: a key of type " + keyType.label() + ")");
        }
        Set<SignatureScheme> schemes = SignatureSchemes.of(key);
        return new BcSigningKey(keyType, schemes, ownKey(key), random);
    }

    @Override
    public boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature)
            throws InvalidKeyException {
        Signer signer = SignerNames.find(scheme);
        signer.init(false, ownKey(key));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    private AsymmetricKeyParameter ownKey(PublicKey key) throws InvalidKeyException {
        try {
            return PublicKeyFactory.createKey(key.getEncoded());
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidKeyException(
                    keyType.label() + " key that BouncyCastle cannot read", e);
        }
    }

    private AsymmetricKeyParameter ownKey(PrivateKey key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new InvalidKeyException(keyType.label() + " key that does not leave its store");
        }
        try {
            return PrivateKeyFactory.createKey(encoded);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidKeyException(
                    keyType.label() + " key that BouncyCastle cannot read", e);
        }
    }
}
