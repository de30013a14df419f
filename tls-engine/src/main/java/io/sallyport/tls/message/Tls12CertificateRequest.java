package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.util.List;

/// CertificateRequest of TLS 1.2 (RFC 5246, section 7.4.4).
public final class Tls12CertificateRequest {
    private static final int RSA_SIGN = 1;
    private static final int ECDSA_SIGN = 64;

    private Tls12CertificateRequest() {}

    /// Appends the message. EdDSA keys go under `ecdsa_sign` (RFC 8422, section 5.5).
    ///
    /// @param schemes what the client may sign by
    /// @param authorities DER-encoded names of those whose certificates we take; may be empty
    public static void write(
            WireWriter out, List<SignatureScheme> schemes, List<byte[]> authorities) {
        HandshakeMessage.write(
                out,
                HandshakeType.CERTIFICATE_REQUEST,
                () -> {
                    out.vector8(() -> out.uint8(ECDSA_SIGN).uint8(RSA_SIGN));
                    out.vector16(() -> schemes.forEach(out::uint16));
                    out.vector16(() ->
                            authorities.forEach(name -> out.vector16(() -> out.opaque(name))));
                });
    }
}
