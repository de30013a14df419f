package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;

/// CertificateVerify of a client in TLS 1.2 (RFC 5246, section 7.4.8).
public final class Tls12CertificateVerify {
    private final int scheme;
    private final byte[] signature;

    private Tls12CertificateVerify(int scheme, byte[] signature) {
        this.scheme = scheme;
        this.signature = signature;
    }

    public static Tls12CertificateVerify read(HandshakeMessage message) throws TlsException {
        WireReader body = message.body();
        int scheme = body.uint16();
        byte[] signature = body.vector16(0, 0xffff).rest();
        body.finish();
        return new Tls12CertificateVerify(scheme, signature);
    }

    /// The scheme's number, known to us or not.
    public int scheme() {
        return scheme;
    }

    /// Not a copy.
    public byte[] signature() {
        return signature;
    }
}
