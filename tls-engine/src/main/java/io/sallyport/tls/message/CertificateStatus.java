package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.credential.OcspResponse;

/// A stapled OCSP response: a message in TLS 1.2 (RFC 6066, section 8), an extension of the certificate's
/// entry in TLS 1.3 (RFC 9846, section 4.5.1.1).
public final class CertificateStatus {
    /// The one status type that there is.
    static final int OCSP = 1;

    private CertificateStatus() {}

    /// Appends the message of TLS 1.2.
    public static void write(WireWriter out, OcspResponse ocspResponse) {
        HandshakeMessage.write(
                out, HandshakeType.CERTIFICATE_STATUS, () -> writeBody(out, ocspResponse));
    }

    /// @throws TlsException if it is of a type that nobody was asked for
    static OcspResponse readBody(WireReader in) throws TlsException {
        if (in.uint8() != OCSP) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_UNKNOWN_CERTIFICATE_STATUS_TYPE);
        }
        return new OcspResponse(in.vector24(1, 0xffffff).rest());
    }

    static void writeBody(WireWriter out, OcspResponse ocspResponse) {
        out.uint8(OCSP).vector24(() -> out.opaque(ocspResponse.encoded()));
    }
}
