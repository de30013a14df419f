package io.sallyport.tls.event;

import java.util.Locale;

/// Where a handshake stands: what it waits for, or what is being worked on.
public enum HandshakePhase {
    /// Nothing, or not all, of the ClientHello has come.
    CLIENT_HELLO,
    /// The ClientHello is read; the configuration for its server name is being chosen.
    CONFIGURATION,
    /// Versions, suites, groups, schemes and certificates are being matched, keys agreed upon.
    NEGOTIATION,
    /// HelloRetryRequest is sent; the second ClientHello has not come.
    SECOND_CLIENT_HELLO,
    /// Whether the ClientHello is here for the first time is being found out.
    REPLAY_CHECK,
    /// The private key is at work on a signature.
    SIGNATURE,
    /// The server's flight is sent with a CertificateRequest; the client's Certificate has not come.
    CLIENT_CERTIFICATE,
    /// The client's certificate is being checked.
    CERTIFICATE_CHECK,
    /// TLS 1.2: the server's flight is sent; the client's ClientKeyExchange has not come.
    CLIENT_KEY_EXCHANGE,
    /// The private key is at work on a pre-master secret.
    DECRYPTION,
    /// The client's proof that it has the key of its certificate has not come.
    CERTIFICATE_VERIFY,
    /// TLS 1.2: the client's keys are known; its change_cipher_spec has not come.
    CLIENT_CHANGE_CIPHER_SPEC,
    /// Early data is being taken; its end has not come.
    EARLY_DATA,
    /// Everything is agreed; the client's Finished has not come.
    CLIENT_FINISHED,
    /// Application data flows.
    ESTABLISHED;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
