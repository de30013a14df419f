package io.sallyport.tls.credential;

/// A response about a certificate, stapled to the handshake, so that nobody has to be asked whether the certificate is
/// revoked (RFC 6066, section 8; RFC 6960). What is in it is not looked at.
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
