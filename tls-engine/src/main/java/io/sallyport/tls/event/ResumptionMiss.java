package io.sallyport.tls.event;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.util.Locale;

/// Why a session that a client wanted to resume was not.
public enum ResumptionMiss {
    /// The ticket is sealed by a key that we do not have (any more), or is no ticket of ours at all.
    UNKNOWN_KEY,
    /// The ticket is ours, but was made by another version of this program.
    UNKNOWN_CONTENT,
    /// No session of that id is known (any more).
    UNKNOWN_SESSION_ID,
    /// The session is older than it may be.
    EXPIRED,
    /// It was made under another protocol version.
    VERSION_DIFFERS,
    /// The client asks for another server name than it did then.
    SERVER_NAME_DIFFERS,
    /// It was made for another application protocol.
    APPLICATION_PROTOCOL_DIFFERS,
    /// The client would resume without a key exchange only, and so without forward secrecy.
    KEY_EXCHANGE_MODE_REFUSED,
    /// The client has no proof that it has the ticket's key.
    BINDER_WRONG,
    /// Its cipher suite is no longer allowed, or no longer offered.
    CIPHER_SUITE_NOT_SHARED,
    /// It is without an extended master secret, and that is now offered or required (RFC 7627, section 5.3).
    EXTENDED_MASTER_SECRET_DIFFERS,
    /// The client was authenticated otherwise than it has to be now.
    CLIENT_IDENTITY_DIFFERS,
    /// Nobody knows whether the client's certificate has been revoked since: a full handshake can find out.
    CLIENT_REVOCATION_UNKNOWN;

    /// Why the session of a client is not resumed whose certificates are refused when they are looked at again.
    public static ResumptionMiss of(ClientCertificateRefusal why) {
        return why == ClientCertificateRefusal.REVOCATION_UNKNOWN
                ? CLIENT_REVOCATION_UNKNOWN
                : CLIENT_IDENTITY_DIFFERS;
    }

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
