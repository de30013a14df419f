package io.sallyport.tls.alert;

import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ProtocolVersion;

/// Why a client's certificate, or the lack of one, is not accepted (RFC 5246, section 7.2.2; RFC 9846,
/// section 6.2).
public enum ClientCertificateRefusal {
    /// There is none where one is required.
    MISSING(AlertDescription.CERTIFICATE_REQUIRED),
    /// It cannot be read, or a signature within its chain is wrong.
    INVALID(AlertDescription.BAD_CERTIFICATE),
    /// There are more certificates, or more bytes of them, than are looked at.
    TOO_LONG(AlertDescription.BAD_CERTIFICATE),
    /// Its kind of key is not one that authenticates clients here.
    UNSUPPORTED(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /// It is not meant for authenticating clients.
    WRONG_USAGE(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /// A key or a signature in its chain is too weak (RFC 9846, section 4.5.1.4, for the alert).
    WEAK(AlertDescription.BAD_CERTIFICATE),
    /// An issuer may not issue it: its names, its depth, or by its issuer's own certificate.
    CONSTRAINT_VIOLATED(AlertDescription.BAD_CERTIFICATE),
    /// It, or one of its issuers', is not valid any more.
    EXPIRED(AlertDescription.CERTIFICATE_EXPIRED),
    /// It, or one of its issuers', is not valid yet.
    NOT_YET_VALID(AlertDescription.CERTIFICATE_EXPIRED),
    /// It, or one of its issuers', is revoked.
    REVOKED(AlertDescription.CERTIFICATE_REVOKED),
    /// Whether it is revoked cannot be found out.
    REVOCATION_UNKNOWN(AlertDescription.CERTIFICATE_UNKNOWN),
    /// It leads to no certificate that we trust.
    UNKNOWN_CA(AlertDescription.UNKNOWN_CA),
    /// It is good, but whom it names is not let in.
    NOT_ALLOWED(AlertDescription.ACCESS_DENIED);

    private final AlertDescription alert;

    ClientCertificateRefusal(AlertDescription alert) {
        this.alert = alert;
    }

    /// What the peer is told. TLS 1.2 has no alert of its own for a certificate that is missing.
    public AlertDescription alert(ProtocolVersion version) {
        return this == MISSING && version == ProtocolVersion.TLS_1_2
                ? AlertDescription.HANDSHAKE_FAILURE
                : alert;
    }
}
