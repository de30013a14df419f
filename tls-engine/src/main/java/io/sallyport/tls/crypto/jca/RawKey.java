package io.sallyport.tls.crypto.jca;

import java.util.Arrays;
import javax.crypto.SecretKey;

/// Key bytes for a provider. Unlike the Java platform's own class it can be wiped, and it may be empty,
/// which HMAC allows.
final class RawKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final transient byte[] bytes;
    private boolean destroyed;

    /// Takes the array over.
    RawKey(String algorithm, byte[] bytes) {
        this.algorithm = algorithm;
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /// A copy, because providers overwrite what they get.
    @Override
    public byte[] getEncoded() {
        if (destroyed) {
            throw new IllegalStateException("key of " + algorithm + " used after its destruction");
        }
        return bytes.clone();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }
}
