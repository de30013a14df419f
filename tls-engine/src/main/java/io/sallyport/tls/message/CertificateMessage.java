package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.OcspResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Certificate (RFC 9846, section 4.5.1).
public final class CertificateMessage {

    private CertificateMessage() {}

    /// Appends the server's message: no request context, no extensions in the entries but the status of
    /// the first.
    ///
    /// @param ocspResponse for the first certificate, or null
    public static void write(
            WireWriter out, CertificateChain chain, @Nullable OcspResponse ocspResponse) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE,
                () -> {
                    out.uint8(0);
                    out.vector24(() -> writeEntries(out, chain.encodings(), ocspResponse));
                });
    }

    private static void writeEntries(
            WireWriter out, List<byte[]> certificates, @Nullable OcspResponse ocspResponse) {
        OcspResponse status = ocspResponse;
        for (byte[] certificate : certificates) {
            out.vector24(() -> out.opaque(certificate));
            if (status == null) {
                out.uint16(0);
            } else {
                OcspResponse response = status;
                out.vector16(() -> writeStatus(out, response));
                status = null;
            }
        }
    }

    private static void writeStatus(WireWriter out, OcspResponse ocspResponse) {
        out.uint16(ExtensionType.STATUS_REQUEST)
                .vector16(() -> CertificateStatus.writeBody(out, ocspResponse));
    }
}
