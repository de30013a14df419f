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
    /// Its kind of key or its purpose is not one that authenticates clients here.
    UNSUPPORTED(AlertDescription.UNSUPPORTED_CERTIFICATE),
    /// It, or one of its issuers', is not valid yet or any more.
    EXPIRED(AlertDescription.CERTIFICATE_EXPIRED),
    /// It is revoked.
    REVOKED(AlertDescription.CERTIFICATE_REVOKED),
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
