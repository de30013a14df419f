package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SignatureSchemes;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Set;

/// A private key that signs through `java.security.Signature`.
final class JcaSigningKey implements SigningKey {
    private final KeyType keyType;
    private final Set<SignatureScheme> schemes;
    private final Provider provider;
    private final PrivateKey key;

    /// @param key as the provider likes it best
    JcaSigningKey(
            KeyType keyType, Set<SignatureScheme> schemes, Provider provider, PrivateKey key) {
        this.keyType = keyType;
        this.schemes = schemes;
        this.provider = provider;
        this.key = key;
    }

    @Override
    public KeyType keyType() {
        return keyType;
    }

    @Override
    public Set<SignatureScheme> schemes() {
        return schemes;
    }

    @Override
    public byte[] sign(SignatureScheme scheme, byte[] message) throws GeneralSecurityException {
        SignatureSchemes.requireOneOf(schemes, scheme);
        Signature signature = SignatureNames.find(scheme, provider);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }
}
