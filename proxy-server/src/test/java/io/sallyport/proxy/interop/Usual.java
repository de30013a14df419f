package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyExchangeAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.util.Arrays;
import java.util.stream.Stream;

/// What a handshake is made of besides the one thing that it is about. In TLS 1.2 the suite decides upon
/// the kind of the group and of the certificate.
final class Usual {
    private Usual() {}

    /// What every client has.
    static CipherSuite suite(ProtocolVersion version) {
        return version == ProtocolVersion.TLS_1_3
                ? CipherSuite.TLS_AES_128_GCM_SHA256
                : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
    }

    /// The suite to try a group with.
    static CipherSuite suite(ProtocolVersion version, NamedGroup group) {
        return version == ProtocolVersion.TLS_1_2 && group.kind() == NamedGroup.Kind.FFDHE
                ? CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
                : suite(version);
    }

    /// The suite to try a certificate with.
    static CipherSuite suite(ProtocolVersion version, KeyType certificate) {
        CipherSuite usual = suite(version);
        return usual.keyExchange().takes(certificate)
                ? usual
                : CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    }

    /// The group to try a suite with; null if there is none in it.
    static NamedGroup group(CipherSuite suite) {
        return switch (suite.keyExchange()) {
            case ANY, ECDHE_ECDSA, ECDHE_RSA -> NamedGroup.X25519;
            case DHE_RSA -> NamedGroup.FFDHE2048;
            case RSA -> null;
        };
    }

    /// The certificate to try a suite with.
    static KeyType certificate(CipherSuite suite) {
        KeyExchangeAlgorithm keyExchange = suite.keyExchange();
        return keyExchange.takes(KeyType.EC_P256) ? KeyType.EC_P256 : KeyType.RSA;
    }

    /// All groups that there are in a version.
    static Stream<NamedGroup> groups(ProtocolVersion version) {
        return Arrays.stream(NamedGroup.values())
                .filter(group ->
                        version == ProtocolVersion.TLS_1_3
                                || group.kind() != NamedGroup.Kind.HYBRID);
    }
}
