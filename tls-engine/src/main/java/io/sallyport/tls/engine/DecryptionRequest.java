package io.sallyport.tls.engine;

import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.Secret;

/// What is to be decrypted, and by which key. May be taken to another thread.
public final class DecryptionRequest {
    private final DecryptionKey key;
    private final byte[] encrypted;
    private final int clientVersion;

    DecryptionRequest(DecryptionKey key, byte[] encrypted, int clientVersion) {
        this.key = key;
        this.encrypted = encrypted;
        this.clientVersion = clientVersion;
    }

    public DecryptionKey key() {
        return key;
    }

    /// Decrypts on the calling thread, however long the key takes. Whatever the client sent, there is a
    /// secret.
    public Secret decrypt() {
        return key.decryptPreMasterSecret(encrypted, clientVersion);
    }
}
