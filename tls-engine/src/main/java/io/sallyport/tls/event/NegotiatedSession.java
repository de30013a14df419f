package io.sallyport.tls.event;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import org.jspecify.annotations.Nullable;

/// What both sides agreed upon: all that a connection keeps of its handshake besides its keys.
///
/// @param kind how the handshake went
/// @param serverName what the client asked for, or null
/// @param credential the name of the credential that was shown, as the configuration calls it
/// @param applicationProtocol chosen by ALPN, or null
public record NegotiatedSession(
        ProtocolVersion version,
        CipherSuite cipherSuite,
        NamedGroup group,
        SignatureScheme signatureScheme,
        HandshakeKind kind,
        @Nullable String serverName,
        String credential,
        @Nullable String applicationProtocol) {}
