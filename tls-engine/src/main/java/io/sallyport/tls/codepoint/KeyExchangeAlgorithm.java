package io.sallyport.tls.codepoint;

/// How the secret of a connection comes about, as a cipher suite says it (RFC 5246, section 7.4.3; RFC
/// 8422, section 2).
public enum KeyExchangeAlgorithm {
    /// TLS 1.3: negotiated apart from the suite.
    ANY,
    /// Ephemeral Diffie-Hellman over a curve, signed by an ECDSA or EdDSA key.
    ECDHE_ECDSA,
    /// Ephemeral Diffie-Hellman over a curve, signed by an RSA key.
    ECDHE_RSA,
    /// Ephemeral Diffie-Hellman in a finite field, signed by an RSA key.
    DHE_RSA,
    /// A secret that the client encrypts to our RSA key: whoever gets hold of the key later can read what
    /// was recorded before.
    RSA;

    /// Whether ServerKeyExchange carries a share over a curve.
    public boolean isElliptic() {
        return this == ECDHE_ECDSA || this == ECDHE_RSA;
    }

    /// Whether the server sends a ServerKeyExchange, signed.
    public boolean isEphemeral() {
        return isElliptic() || this == DHE_RSA;
    }

    /// Whether a certificate with such a key can be used.
    public boolean takes(KeyType type) {
        return switch (this) {
            case ANY -> true;
            case ECDHE_ECDSA -> !isRsa(type);
            case ECDHE_RSA, DHE_RSA -> isRsa(type);
            case RSA -> type == KeyType.RSA;
        };
    }

    private static boolean isRsa(KeyType type) {
        return type == KeyType.RSA || type == KeyType.RSA_PSS;
    }
}
