package io.sallyport.tls.credential;

/// A response of a certificate's issuer that it is not revoked, to be stapled to the handshake (RFC 6066,
/// section 8; RFC 6960). What is in it is not looked at.
public final class OcspResponse {
    private final byte[] encoded;

    /// @param encoded a DER-encoded OCSPResponse; not copied
    public OcspResponse(byte[] encoded) {
        this.encoded = encoded;
    }

    /// Not a copy.
    public byte[] encoded() {
        return encoded;
    }
}
