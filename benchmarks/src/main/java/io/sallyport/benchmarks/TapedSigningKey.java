package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;
import java.util.Set;

/// A private key whose use is recorded.
record TapedSigningKey(CryptographyTape tape, SigningKey key) implements SigningKey {

    @Override
    public KeyType keyType() {
        return key.keyType();
    }

    @Override
    public Set<SignatureScheme> schemes() {
        return key.schemes();
    }

    @Override
    public byte[] sign(SignatureScheme scheme, byte[] message) throws GeneralSecurityException {
        byte[] copy = message.clone();
        tape.add(() -> key.sign(scheme, copy));
        return key.sign(scheme, message);
    }
}
