package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.util.List;

/// CertificateRequest of TLS 1.3 (RFC 9846, section 4.4.2).
public final class CertificateRequest {

    private CertificateRequest() {}

    /// Appends the message, without a context, as it has to be within the handshake.
    ///
    /// @param proofs schemes that the client may sign the handshake by
    /// @param signatures schemes that its certificates may be signed by
    /// @param authorities DER-encoded names of those whose certificates we take; may be empty
    /// @param status whether the client may staple OCSP responses to its certificates (section 4.5.1.1)
    public static void write(
            WireWriter out,
            List<SignatureScheme> proofs,
            List<SignatureScheme> signatures,
            List<byte[]> authorities,
            boolean status) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE_REQUEST,
                () -> {
                    out.uint8(0);
                    out.vector16(() -> {
                        writeSchemes(out, ExtensionType.SIGNATURE_ALGORITHMS, proofs);
                        writeSchemes(out, ExtensionType.SIGNATURE_ALGORITHMS_CERT, signatures);
                        if (!authorities.isEmpty()) {
                            writeAuthorities(out, authorities);
                        }
                        if (status) {
                            out.uint16(ExtensionType.STATUS_REQUEST).uint16(0);
                        }
                    });
                });
    }

    private static void writeSchemes(
            WireWriter out, ExtensionType type, List<SignatureScheme> schemes) {
        out.uint16(type).vector16(() -> out.vector16(() -> schemes.forEach(out::uint16)));
    }

    private static void writeAuthorities(WireWriter out, List<byte[]> authorities) {
        out.uint16(ExtensionType.CERTIFICATE_AUTHORITIES)
                .vector16(() ->
                        out.vector16(() ->
                                authorities.forEach(name -> out.vector16(() -> out.opaque(name)))));
    }
}
