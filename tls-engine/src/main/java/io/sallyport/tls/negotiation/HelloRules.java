package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.message.ClientExtensions;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.KeyShareEntry;
import io.sallyport.tls.message.Tls12ClientExtensions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a ClientHello must keep to once its version is chosen, beyond its syntax.
final class HelloRules {

    private static final int UNCOMPRESSED = 0;

    private HelloRules() {}

    /// The first rule of TLS 1.2 that is broken, or null.
    static @Nullable PeerMisbehaved brokenInTls12(ClientHello hello, Tls12ClientExtensions client) {
        if (!hello.takesNoCompression()) {
            return PeerMisbehaved.OMITTED_NULL_COMPRESSION;
        }
        byte[] renegotiated = client.renegotiatedConnection();
        if (renegotiated != null && renegotiated.length > 0) {
            return PeerMisbehaved.SENT_WRONG_RENEGOTIATION_INFO;
        }
        if (renegotiated == null
                && !hello.cipherSuites().contains(SignalingSuites.EMPTY_RENEGOTIATION_INFO)) {
            return PeerMisbehaved.OMITTED_RENEGOTIATION_INFO;
        }
        CodePoints formats = client.pointFormats();
        if (formats != null && !formats.contains(UNCOMPRESSED)) {
            return PeerMisbehaved.OMITTED_UNCOMPRESSED_POINT_FORMAT;
        }
        return null;
    }

    /// The first rule of TLS 1.3 that is broken, or null.
    static @Nullable PeerMisbehaved brokenInTls13(ClientHello hello) {
        ClientExtensions extensions = hello.extensions();
        if (!hello.offersNoCompression()) {
            return PeerMisbehaved.OFFERED_COMPRESSION;
        }
        if (extensions.hasCookie()) {
            return PeerMisbehaved.SENT_UNKNOWN_COOKIE;
        }
        if (extensions.signatureAlgorithms() == null) {
            return PeerMisbehaved.OMITTED_SIGNATURE_ALGORITHMS;
        }
        CodePoints groups = extensions.supportedGroups();
        if (groups == null) {
            return PeerMisbehaved.OMITTED_SUPPORTED_GROUPS;
        }
        List<KeyShareEntry> shares = extensions.keyShares();
        if (shares == null) {
            return PeerMisbehaved.OMITTED_KEY_SHARE;
        }
        return brokenByShares(shares, groups);
    }

    /// RFC 9846, section 4.3.8.
    private static @Nullable PeerMisbehaved brokenByShares(
            List<KeyShareEntry> shares, CodePoints groups) {
        if (CodePoints.of(shares.stream().mapToInt(KeyShareEntry::group).toArray())
                .hasDuplicates()) {
            return PeerMisbehaved.SENT_DUPLICATE_KEY_SHARES;
        }
        int next = 0;
        for (KeyShareEntry share : shares) {
            while (next < groups.size() && groups.at(next) != share.group()) {
                next++;
            }
            if (next == groups.size()) {
                return groups.contains(share.group())
                        ? PeerMisbehaved.SENT_KEY_SHARES_OUT_OF_ORDER
                        : PeerMisbehaved.SENT_KEY_SHARE_FOR_UNLISTED_GROUP;
            }
        }
        return null;
    }
}
