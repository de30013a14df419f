package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Hash;
import java.security.MessageDigest;

/// A `java.security.MessageDigest`, copied to look at it half way.
final class JcaHash implements Hash {
    private final MessageDigest digest;

    JcaHash(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    public byte[] snapshot() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new CryptoException(digest.getAlgorithm() + " cannot be copied", e);
        }
    }
}
