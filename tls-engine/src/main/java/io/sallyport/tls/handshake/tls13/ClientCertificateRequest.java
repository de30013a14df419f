package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.message.CertificateRequest;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client is asked for (RFC 9846, section 4.4.2).
///
/// @param proofs schemes that it may sign the handshake by
/// @param signatures schemes that its certificates may be signed by
record ClientCertificateRequest(
        ClientAuthentication authentication,
        List<SignatureScheme> proofs,
        List<SignatureScheme> signatures) {

    /// Null if clients are not asked.
    static @Nullable ClientCertificateRequest of(ServerConfiguration configuration) {
        ClientAuthentication asked = configuration.clientAuthentication();
        List<SignatureScheme> schemes = configuration.policy().signatureSchemes();
        return asked == null
                ? null
                : new ClientCertificateRequest(
                        asked,
                        schemes.stream().filter(SignatureScheme::signsTls13).toList(),
                        schemes);
    }

    /// Appends the message.
    void write(WireWriter out) {
        CertificateRequest.write(
                out,
                proofs,
                signatures,
                authentication.authorities(),
                authentication.statusRequested());
    }
}
