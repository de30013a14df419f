package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.message.KeyShareEntry;
import org.jspecify.annotations.Nullable;

/// Everything that a server chooses for a full TLS 1.3 handshake.
///
/// @param clientShare the client's share in `group`
/// @param serverNameUsed whether the client's server name found the credential
/// @param applicationProtocol by ALPN, or null
public record ServerParameters(
        CipherSuite suite,
        NamedGroup group,
        KeyShareEntry clientShare,
        Credential credential,
        SignatureScheme scheme,
        boolean serverNameUsed,
        @Nullable String applicationProtocol,
        RecordSizes recordSizes) {}
