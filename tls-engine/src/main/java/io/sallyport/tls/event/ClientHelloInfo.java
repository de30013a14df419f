package io.sallyport.tls.event;

import io.sallyport.tls.codepoint.CodePoints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a ClientHello said, for choosing a configuration and for telling about it afterwards.
///
/// All of it is the peer's word: bounded in size, but to be escaped wherever it is shown.
///
/// @param legacyVersion the version field that TLS 1.3 no longer uses (RFC 9846, section 4.2.2)
/// @param supportedVersions the versions of the extension, empty if that was absent
/// @param cipherSuites as offered, in the client's order, GREASE included
/// @param supportedGroups as offered
/// @param keyShares the groups that shares came for
/// @param signatureSchemes as offered for the handshake's signature
/// @param extensions the types of all extensions, in their order
/// @param applicationProtocols as offered by ALPN; each byte is one char (ISO 8859-1)
/// @param serverName in lower case, or null if none was sent
/// @param length bytes of the handshake message, its header included
public record ClientHelloInfo(
        int legacyVersion,
        CodePoints supportedVersions,
        CodePoints cipherSuites,
        CodePoints supportedGroups,
        CodePoints keyShares,
        CodePoints signatureSchemes,
        CodePoints extensions,
        List<String> applicationProtocols,
        @Nullable String serverName,
        int length) {

    public ClientHelloInfo {
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
