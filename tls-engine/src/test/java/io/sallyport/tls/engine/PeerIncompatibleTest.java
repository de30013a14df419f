package io.sallyport.tls.engine;

import static io.sallyport.tls.alert.PeerIncompatible.CERTIFICATE_TYPE_NOT_SUPPORTED;
import static io.sallyport.tls.alert.PeerIncompatible.INAPPROPRIATE_FALLBACK;
import static io.sallyport.tls.alert.PeerIncompatible.NO_EXTENDED_MASTER_SECRET;
import static io.sallyport.tls.alert.PeerIncompatible.NO_SHARED_APPLICATION_PROTOCOL;
import static io.sallyport.tls.alert.PeerIncompatible.NO_SHARED_CIPHER_SUITE;
import static io.sallyport.tls.alert.PeerIncompatible.NO_SHARED_GROUP;
import static io.sallyport.tls.alert.PeerIncompatible.NO_SHARED_SIGNATURE_SCHEME;
import static io.sallyport.tls.alert.PeerIncompatible.NO_SHARED_VERSION;
import static io.sallyport.tls.alert.PeerIncompatible.UNKNOWN_SERVER_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which client and configuration cannot come together, with both sides' offers.
class PeerIncompatibleTest {
    private static final ServerConfiguration DEFAULT = TestServer.CONFIGURATION;

    private static final ServerConfiguration BOTH_VERSIONS =
            DEFAULT.withPolicy(TlsPolicies.MOZILLA_INTERMEDIATE_6_0);

    /// @param hello what the client changes
    /// @param offers what the failure says
    record Case(
            PeerIncompatible why,
            ServerConfiguration configuration,
            Consumer<Hello> hello,
            Offers offers) {}

    static List<Case> cases() {
        return List.of(
                new Case(
                        NO_SHARED_VERSION,
                        DEFAULT,
                        hello -> hello.versions(0x0303, 0x0302),
                        offers("version", List.of("TLSv1.2", "TLSv1.1"), List.of("TLSv1.3"))),
                new Case(
                        NO_SHARED_VERSION,
                        DEFAULT,
                        hello -> hello.without(ExtensionType.SUPPORTED_VERSIONS),
                        offers("version", List.of("TLSv1.2"), List.of("TLSv1.3"))),
                new Case(
                        NO_SHARED_VERSION,
                        DEFAULT,
                        hello -> hello.legacyVersion(0x0301).withoutExtensions(),
                        offers("version", List.of("TLSv1"), List.of("TLSv1.3"))),
                new Case(
                        NO_SHARED_VERSION,
                        DEFAULT,
                        hello -> hello.legacyVersion(0x0300),
                        offers("version", List.of("SSLv3"), List.of("TLSv1.3"))),
                new Case(
                        NO_SHARED_VERSION,
                        DEFAULT,
                        hello -> hello.legacyVersion(0x0304),
                        offers("version", List.of("TLSv1.3"), List.of("TLSv1.3"))),
                new Case(
                        NO_SHARED_VERSION,
                        BOTH_VERSIONS,
                        hello ->
                                hello.without(ExtensionType.SUPPORTED_VERSIONS)
                                        .legacyVersion(0x0302),
                        offers("version", List.of("TLSv1.1"), List.of("TLSv1.3", "TLSv1.2"))),
                new Case(
                        NO_SHARED_VERSION,
                        BOTH_VERSIONS,
                        hello -> hello.withoutExtensions().legacyVersion(0x0301),
                        offers("version", List.of("TLSv1"), List.of("TLSv1.3", "TLSv1.2"))),
                new Case(
                        NO_SHARED_VERSION,
                        BOTH_VERSIONS,
                        hello -> hello.withoutExtensions().legacyVersion(0x0300),
                        offers("version", List.of("SSLv3"), List.of("TLSv1.3", "TLSv1.2"))),
                new Case(
                        INAPPROPRIATE_FALLBACK,
                        BOTH_VERSIONS,
                        hello ->
                                hello.without(ExtensionType.SUPPORTED_VERSIONS)
                                        .cipherSuites(0xc02b, 0x5600),
                        offers("version", List.of("TLSv1.2"), List.of("TLSv1.3", "TLSv1.2"))),
                new Case(
                        INAPPROPRIATE_FALLBACK,
                        BOTH_VERSIONS,
                        hello -> hello.versions(0x0303).cipherSuites(0xc02b, 0x5600),
                        offers("version", List.of("TLSv1.2"), List.of("TLSv1.3", "TLSv1.2"))),
                new Case(
                        NO_EXTENDED_MASTER_SECRET,
                        BOTH_VERSIONS.requiringExtendedMasterSecret(),
                        hello -> hello.versions(0x0303).cipherSuites(0xc02b, 0x00ff),
                        offers("extended_master_secret", List.of("absent"), List.of("required"))),
                new Case(
                        NO_SHARED_CIPHER_SUITE,
                        DEFAULT,
                        hello -> hello.cipherSuites(0x1a1a, 0xc013, 0x1304),
                        offers(
                                "cipher_suite",
                                List.of("GREASE", "0xc013", "0x1304"),
                                labels(DEFAULT.policy().cipherSuites()))),
                new Case(
                        NO_SHARED_GROUP,
                        DEFAULT,
                        hello -> hello.groups(0x2a2a, 30, 0x0104).shares(),
                        offers(
                                "group",
                                List.of("GREASE", "x448", "0x0104"),
                                labels(DEFAULT.policy().groups()))),
                new Case(
                        NO_SHARED_SIGNATURE_SCHEME,
                        DEFAULT,
                        hello -> hello.schemes(SignatureScheme.RSA_PKCS1_SHA256),
                        offers(
                                "signature_scheme",
                                List.of("rsa_pkcs1_sha256"),
                                labels(DEFAULT.policy().signatureSchemes()))),
                new Case(
                        CERTIFICATE_TYPE_NOT_SUPPORTED,
                        DEFAULT,
                        hello -> hello.schemes(SignatureScheme.RSA_PSS_RSAE_SHA256),
                        offers(
                                "certificate",
                                List.of("rsa_pss_rsae_sha256"),
                                List.of("ECDSA P-256"))),
                new Case(
                        UNKNOWN_SERVER_NAME,
                        new ServerConfiguration(
                                DEFAULT.policy(),
                                DEFAULT.credentials(),
                                ServerConfiguration.UnknownServerName.REFUSE,
                                List.of(),
                                null),
                        hello -> hello.serverName("other.example"),
                        offers("server_name", List.of("other.example"), List.of("server.example"))),
                new Case(
                        NO_SHARED_APPLICATION_PROTOCOL,
                        new ServerConfiguration(
                                DEFAULT.policy(),
                                DEFAULT.credentials(),
                                ServerConfiguration.UnknownServerName.DEFAULT,
                                List.of("h2", "http/1.1"),
                                null),
                        hello -> hello.protocols("spdy/3", "\u00ff"),
                        offers("alpn", List.of("spdy/3", "\u00ff"), List.of("h2", "http/1.1"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Requirement({"RFC 9846, 4.2.2 legacy_version", "RFC 7301, 3.2 no common protocol"})
    void isAnsweredByItsAlertAndToldWithBothOffers(Case the) {
        TlsFailure failure =
                Provocation.of(
                                client -> {
                                    the.hello().accept(client.hello());
                                    client.sendHello();
                                })
                        .against(the.configuration())
                        .provoke();

        assertThat(failure).isEqualTo(new TlsFailure.Incompatible(the.why(), the.offers()));
    }

    @Test
    void noneIsWithoutATest() {
        Set<PeerIncompatible> tested = cases().stream().map(Case::why).collect(Collectors.toSet());

        assertThat(tested).isEqualTo(EnumSet.allOf(PeerIncompatible.class));
    }

    private static Offers offers(String parameter, List<String> client, List<String> server) {
        return new Offers(parameter, client, server);
    }

    private static List<String> labels(List<? extends CodePoint> values) {
        return values.stream().map(CodePoint::label).toList();
    }
}
