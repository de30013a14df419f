package io.sallyport.tls.codepoint;

/// Kinds of certificate keys that decide which signature schemes can be used (RFC 9846, section
/// 4.3.3).
public enum KeyType {
    /// An RSA key with the rsaEncryption identifier: signs PSS as `rsa_pss_rsae_*`.
    RSA("RSA"),
    /// An RSA key with the id-RSASSA-PSS identifier: signs as `rsa_pss_pss_*` only.
    RSA_PSS("RSA-PSS"),
    EC_P256("ECDSA P-256"),
    EC_P384("ECDSA P-384"),
    EC_P521("ECDSA P-521"),
    ED25519("Ed25519"),
    ED448("Ed448");

    private final String label;

    KeyType(String label) {
        this.label = label;
    }

    /// The name for people.
    public String label() {
        return label;
    }
}
