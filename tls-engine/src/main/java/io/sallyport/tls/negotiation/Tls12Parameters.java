package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.message.Tls12ClientExtensions;
import org.jspecify.annotations.Nullable;

/// Everything that a server chooses for a full TLS 1.2 handshake.
///
/// @param group null if the client encrypts the secret to our key
/// @param scheme of our signature; null if there is none
/// @param serverNameUsed whether the client's server name found the credential
/// @param applicationProtocol by ALPN, or null
/// @param client what else the client said
public record Tls12Parameters(
        CipherSuite suite,
        @Nullable NamedGroup group,
        Credential credential,
        @Nullable SignatureScheme scheme,
        boolean serverNameUsed,
        @Nullable String applicationProtocol,
        RecordSizes recordSizes,
        Tls12ClientExtensions client) {}
