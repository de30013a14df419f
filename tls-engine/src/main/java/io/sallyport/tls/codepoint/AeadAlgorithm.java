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

    /// Bytes of the nonce of AES-GCM that TLS 1.2 takes from the key block (RFC 5288, section 3).
    public static final int SALT_LENGTH = 4;

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

    /// How many records we protect in a connection of TLS 1.2, where no key can be changed: with
    /// AES-GCM 2^32, which is 64 TiB. By then an attacker who has seen all of it can tell it from
    /// random bytes with a probability of 2^-44 (the formula behind RFC 9846, section 5.5).
    public long finalRecordLimit() {
        return Math.max(recordLimit, 1L << 32);
    }

    /// Bytes that the key block of TLS 1.2 has for each direction's nonces (RFC 5288, section 3; RFC
    /// 7905, section 2).
    public int fixedIvLength() {
        return this == CHACHA20_POLY1305 ? NONCE_LENGTH : SALT_LENGTH;
    }
}
