package io.sallyport.tls.codepoint;

/// Authenticated ciphers of the implemented suites (RFC 5116, RFC 8439). All have a nonce of 12 bytes
/// and a tag of 16.
public enum AeadAlgorithm {
    /// The record limit is that of RFC 9846, section 5.5: 2^24.5 full records for a key, rounded down.
    AES_128_GCM(16, 1L << 24),
    AES_256_GCM(32, 1L << 24),
    /// Its sequence number would wrap first; the limit keeps well away from that.
    CHACHA20_POLY1305(32, 1L << 48);

    /// Bytes of the nonce of every algorithm here.
    public static final int NONCE_LENGTH = 12;

    /// Bytes of the authentication tag of every algorithm here.
    public static final int TAG_LENGTH = 16;

    private final int keyLength;
    private final long recordLimit;

    AeadAlgorithm(int keyLength, long recordLimit) {
        this.keyLength = keyLength;
        this.recordLimit = recordLimit;
    }

    /// Bytes of a key.
    public int keyLength() {
        return keyLength;
    }

    /// How many records we protect under one key before we change it.
    public long recordLimit() {
        return recordLimit;
    }
}
