package io.sallyport.tls.event;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What both sides agreed upon: all that a connection keeps of its handshake besides its keys.
///
/// @param group of the key exchange; null where there was none: TLS 1.2 by RSA, TLS 1.3
///     by `psk_ke`
/// @param signatureScheme of our signature; null where TLS 1.2 did without one
/// @param kind how the handshake went
/// @param serverName what the client asked for, or null
/// @param credential the name of the credential that was shown, as the configuration calls it; after a
///     resumption, the one that would have been
/// @param applicationProtocol chosen by ALPN, or null
/// @param clientCertificates what the client authenticated itself by, DER-encoded, its own certificate
///     first; empty if it did not
public record NegotiatedSession(
        ProtocolVersion version,
        CipherSuite cipherSuite,
        @Nullable NamedGroup group,
        @Nullable SignatureScheme signatureScheme,
        HandshakeKind kind,
        @Nullable String serverName,
        String credential,
        @Nullable String applicationProtocol,
        List<byte[]> clientCertificates) {

    public NegotiatedSession {
        clientCertificates = List.copyOf(clientCertificates);
    }

    /// The same with a client that has authenticated itself.
    public NegotiatedSession withClientCertificates(List<byte[]> certificates) {
        return new NegotiatedSession(
                version,
                cipherSuite,
                group,
                signatureScheme,
                kind,
                serverName,
                credential,
                applicationProtocol,
                certificates);
    }
}
