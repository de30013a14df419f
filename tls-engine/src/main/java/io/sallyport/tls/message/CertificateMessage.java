package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.credential.CertificateChain;

/// Certificate (RFC 9846, section 4.5.1).
public final class CertificateMessage {

    private CertificateMessage() {}

    /// Appends the server's message: no request context, no extensions in the entries.
    public static void write(WireWriter out, CertificateChain chain) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE,
                () -> {
                    out.uint8(0);
                    out.vector24(() -> {
                        for (byte[] certificate : chain.encodings()) {
                            out.vector24(() -> out.opaque(certificate)).uint16(0);
                        }
                    });
                });
    }
}
