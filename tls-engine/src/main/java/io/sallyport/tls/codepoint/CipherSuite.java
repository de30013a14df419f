package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// Cipher suites of TLS 1.3 (RFC 9846, section 9.1 and appendix B.4): an AEAD and the hash of the key
/// schedule.
public enum CipherSuite implements CodePoint {
    TLS_AES_128_GCM_SHA256(
            0x1301, "TLS_AES_128_GCM_SHA256", AeadAlgorithm.AES_128_GCM, HashAlgorithm.SHA256),
    TLS_AES_256_GCM_SHA384(
            0x1302, "TLS_AES_256_GCM_SHA384", AeadAlgorithm.AES_256_GCM, HashAlgorithm.SHA384),
    TLS_CHACHA20_POLY1305_SHA256(
            0x1303,
            "TLS_CHACHA20_POLY1305_SHA256",
            AeadAlgorithm.CHACHA20_POLY1305,
            HashAlgorithm.SHA256);

    private static final CodePointIndex<CipherSuite> BY_CODE = CodePointIndex.of(values());

    private final int code;
    private final String label;
    private final AeadAlgorithm aead;
    private final HashAlgorithm hash;

    CipherSuite(int code, String label, AeadAlgorithm aead, HashAlgorithm hash) {
        this.code = code;
        this.label = label;
        this.aead = aead;
        this.hash = hash;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String label() {
        return label;
    }

    public AeadAlgorithm aead() {
        return aead;
    }

    public HashAlgorithm hash() {
        return hash;
    }

    /// The value of this number, or null if this engine does not know it.
    public static @Nullable CipherSuite find(int code) {
        return BY_CODE.find(code);
    }
}
