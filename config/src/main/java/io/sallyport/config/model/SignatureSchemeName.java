package io.sallyport.config.model;

/// A scheme by which TLS 1.3 signs a handshake (RFC 9846, section 4.3.3), as IANA spells it.
public enum SignatureSchemeName implements Keyword {
    ECDSA_SECP256R1_SHA256("ecdsa_secp256r1_sha256"),
    ECDSA_SECP384R1_SHA384("ecdsa_secp384r1_sha384"),
    ECDSA_SECP521R1_SHA512("ecdsa_secp521r1_sha512"),
    ED25519("ed25519"),
    ED448("ed448"),
    RSA_PSS_RSAE_SHA256("rsa_pss_rsae_sha256"),
    RSA_PSS_RSAE_SHA384("rsa_pss_rsae_sha384"),
    RSA_PSS_RSAE_SHA512("rsa_pss_rsae_sha512"),
    RSA_PSS_PSS_SHA256("rsa_pss_pss_sha256"),
    RSA_PSS_PSS_SHA384("rsa_pss_pss_sha384"),
    RSA_PSS_PSS_SHA512("rsa_pss_pss_sha512"),
    /// TLS 1.2 only, as the two after it.
    RSA_PKCS1_SHA256("rsa_pkcs1_sha256"),
    RSA_PKCS1_SHA384("rsa_pkcs1_sha384"),
    RSA_PKCS1_SHA512("rsa_pkcs1_sha512");

    private final String keyword;

    SignatureSchemeName(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
