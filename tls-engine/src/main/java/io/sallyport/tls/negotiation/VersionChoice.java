package io.sallyport.tls.negotiation;

import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.policy.TlsPolicy;
import java.util.List;

/// The version of a connection, or why there is none.
sealed interface VersionChoice {

    record Chosen(ProtocolVersion version) implements VersionChoice {}

    record None(TlsFailure failure) implements VersionChoice {}

    /// The highest that both sides take (RFC 9846, sections 4.3.1 and 4.2.2): where `supported_versions` is
    /// present it decides, and a hello that has it but calls itself anything else than TLS 1.2 is refused.
    /// A client that says it retries with less than it can gets nothing lower than our highest (RFC 7507,
    /// section 3).
    static VersionChoice of(ClientHello hello, TlsPolicy policy) {
        CodePoints offered = offered(hello);
        List<ProtocolVersion> shared =
                policy.versions().stream().filter(offered::contains).toList();
        if (shared.isEmpty() || hasWrongLegacyVersion(hello)) {
            return none(PeerIncompatible.NO_SHARED_VERSION, offered, policy);
        }
        ProtocolVersion version = shared.getFirst();
        return version != policy.versions().getFirst()
                        && hello.cipherSuites().contains(SignalingSuites.FALLBACK)
                ? none(PeerIncompatible.INAPPROPRIATE_FALLBACK, offered, policy)
                : new Chosen(version);
    }

    private static CodePoints offered(ClientHello hello) {
        CodePoints versions = hello.extensions().supportedVersions();
        if (versions != null && !hasWrongLegacyVersion(hello)) {
            return versions;
        }
        int legacy = hello.legacyVersion();
        // a client that knows no supported_versions means TLS 1.2 by whatever is higher (appendix
        // E.2)
        return CodePoints.of(
                versions == null ? Math.min(legacy, ProtocolVersion.TLS_1_2.code()) : legacy);
    }

    private static boolean hasWrongLegacyVersion(ClientHello hello) {
        return hello.extensions().supportedVersions() != null
                && hello.legacyVersion() != ProtocolVersion.TLS_1_2.code();
    }

    private static VersionChoice none(PeerIncompatible why, CodePoints offered, TlsPolicy policy) {
        return new None(
                new TlsFailure.Incompatible(
                        why,
                        new Offers(
                                "version",
                                offered.labels(ProtocolVersion::find),
                                policy.versions().stream().map(CodePoint::label).toList())));
    }
}
