package io.sallyport.tls.alert;

import io.sallyport.tls.codepoint.AlertDescription;

/// Why a well-behaved client and this configuration cannot come together.
public enum PeerIncompatible {
    /// No version in common (RFC 9846, section 4.3.1 and appendix E.2).
    NO_SHARED_VERSION(AlertDescription.PROTOCOL_VERSION),
    /// A client that says it retries with a lower version than it can, where we have a higher one: what made
    /// it retry may be an attack (RFC 7507, section 3).
    INAPPROPRIATE_FALLBACK(AlertDescription.INAPPROPRIATE_FALLBACK),
    /// TLS 1.2 without an extended master secret, where the configuration requires it (RFC 7627, section
    /// 5.2).
    NO_EXTENDED_MASTER_SECRET(AlertDescription.HANDSHAKE_FAILURE),
    /// No cipher suite in common (RFC 9846, section 4.2.1).
    NO_SHARED_CIPHER_SUITE(AlertDescription.HANDSHAKE_FAILURE),
    /// No group in common (RFC 9846, section 4.2.1).
    NO_SHARED_GROUP(AlertDescription.HANDSHAKE_FAILURE),
    /// No signature scheme in common (RFC 9846, section 4.2.1).
    NO_SHARED_SIGNATURE_SCHEME(AlertDescription.HANDSHAKE_FAILURE),
    /// Schemes in common, but no certificate for this name whose key signs by one of them (RFC 9846,
    /// section 4.5.1.2).
    CERTIFICATE_TYPE_NOT_SUPPORTED(AlertDescription.HANDSHAKE_FAILURE),
    /// A server name that no certificate serves, where the configuration refuses those (RFC 6066,
    /// section 3).
    UNKNOWN_SERVER_NAME(AlertDescription.UNRECOGNIZED_NAME),
    /// No application protocol in common (RFC 7301, section 3.2).
    NO_SHARED_APPLICATION_PROTOCOL(AlertDescription.NO_APPLICATION_PROTOCOL);

    private final AlertDescription alert;

    PeerIncompatible(AlertDescription alert) {
        this.alert = alert;
    }

    /// What the peer is told.
    public AlertDescription alert() {
        return alert;
    }
}
