package io.sallyport.benchmarks;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import org.jspecify.annotations.Nullable;

/// The ways in which a TLS 1.2 handshake can go, all with AES-128-GCM and an extended master secret.
public enum Tls12Kind {
    ECDHE_ECDSA(
            "full, ECDHE x25519, ECDSA P-256",
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            KeyType.EC_P256,
            NamedGroup.X25519),
    ECDHE_RSA(
            "full, ECDHE x25519, RSA 2048",
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            KeyType.RSA,
            NamedGroup.X25519),
    DHE_RSA(
            "full, DHE ffdhe2048, RSA 2048",
            CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256,
            KeyType.RSA,
            NamedGroup.FFDHE2048),
    RSA(
            "full, RSA encryption, RSA 2048",
            CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
            KeyType.RSA,
            null),
    TICKET(
            "resumed by ticket",
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            KeyType.EC_P256,
            NamedGroup.X25519),
    SESSION_ID(
            "resumed by session id",
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            KeyType.EC_P256,
            NamedGroup.X25519);

    private final String label;
    private final CipherSuite suite;
    private final KeyType certificate;
    private final @Nullable NamedGroup group;

    Tls12Kind(String label, CipherSuite suite, KeyType certificate, @Nullable NamedGroup group) {
        this.label = label;
        this.suite = suite;
        this.certificate = certificate;
        this.group = group;
    }

    String label() {
        return label;
    }

    CipherSuite suite() {
        return suite;
    }

    KeyType certificate() {
        return certificate;
    }

    /// Null where the client encrypts to the certificate's key.
    @Nullable NamedGroup group() {
        return group;
    }

    boolean resumes() {
        return this == TICKET || this == SESSION_ID;
    }
}
