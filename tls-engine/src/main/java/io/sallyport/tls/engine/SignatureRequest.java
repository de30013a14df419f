package io.sallyport.tls.engine;

import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import java.security.GeneralSecurityException;

/// What is to be signed, by which key and how. May be taken to another thread.
public final class SignatureRequest {
    private final SigningKey key;
    private final SignatureScheme scheme;
    private final byte[] content;

    SignatureRequest(SigningKey key, SignatureScheme scheme, byte[] content) {
        this.key = key;
        this.scheme = scheme;
        this.content = content;
    }

    public SigningKey key() {
        return key;
    }

    public SignatureScheme scheme() {
        return scheme;
    }

    /// Signs on the calling thread, however long the key takes.
    public byte[] sign() throws GeneralSecurityException {
        return key.sign(scheme, content);
    }
}
