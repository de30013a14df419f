package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// Signature schemes (RFC 9846, section 4.3.3). The three `rsa_pkcs1` schemes may stand in certificates
/// and in TLS 1.2, never in a CertificateVerify of TLS 1.3. SHA-1 is left out on purpose.
public enum SignatureScheme implements CodePoint {
    RSA_PKCS1_SHA256(0x0401, "rsa_pkcs1_sha256", KeyType.RSA),
    RSA_PKCS1_SHA384(0x0501, "rsa_pkcs1_sha384", KeyType.RSA),
    RSA_PKCS1_SHA512(0x0601, "rsa_pkcs1_sha512", KeyType.RSA),
    ECDSA_SECP256R1_SHA256(0x0403, "ecdsa_secp256r1_sha256", KeyType.EC_P256),
    ECDSA_SECP384R1_SHA384(0x0503, "ecdsa_secp384r1_sha384", KeyType.EC_P384),
    ECDSA_SECP521R1_SHA512(0x0603, "ecdsa_secp521r1_sha512", KeyType.EC_P521),
    RSA_PSS_RSAE_SHA256(0x0804, "rsa_pss_rsae_sha256", KeyType.RSA),
    RSA_PSS_RSAE_SHA384(0x0805, "rsa_pss_rsae_sha384", KeyType.RSA),
    RSA_PSS_RSAE_SHA512(0x0806, "rsa_pss_rsae_sha512", KeyType.RSA),
    ED25519(0x0807, "ed25519", KeyType.ED25519),
    ED448(0x0808, "ed448", KeyType.ED448),
    RSA_PSS_PSS_SHA256(0x0809, "rsa_pss_pss_sha256", KeyType.RSA_PSS),
    RSA_PSS_PSS_SHA384(0x080a, "rsa_pss_pss_sha384", KeyType.RSA_PSS),
    RSA_PSS_PSS_SHA512(0x080b, "rsa_pss_pss_sha512", KeyType.RSA_PSS);

    private static final CodePointIndex<SignatureScheme> BY_CODE = CodePointIndex.of(values());

    private final int code;
    private final String label;
    private final KeyType keyType;

    SignatureScheme(int code, String label, KeyType keyType) {
        this.code = code;
        this.label = label;
        this.keyType = keyType;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String label() {
        return label;
    }

    /// The kind of key that signs by this scheme.
    public KeyType keyType() {
        return keyType;
    }

    /// Whether a TLS 1.3 CertificateVerify may use this scheme (RFC 9846, section 4.3.3).
    public boolean signsTls13() {
        return switch (this) {
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 -> false;
            case ECDSA_SECP256R1_SHA256,
                    ECDSA_SECP384R1_SHA384,
                    ECDSA_SECP521R1_SHA512,
                    RSA_PSS_RSAE_SHA256,
                    RSA_PSS_RSAE_SHA384,
                    RSA_PSS_RSAE_SHA512,
                    ED25519,
                    ED448,
                    RSA_PSS_PSS_SHA256,
                    RSA_PSS_PSS_SHA384,
                    RSA_PSS_PSS_SHA512 ->
                    true;
        };
    }

    /// The value of this number, or null if this engine does not know it.
    public static @Nullable SignatureScheme find(int code) {
        return BY_CODE.find(code);
    }
}
