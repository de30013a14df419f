package io.sallyport.tls.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.CertificateChain;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.policy.TlsPolicy;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Hello and configuration in, choice out. No connection, no cryptography.
class NegotiationTest {
    private static final TlsPolicy POLICY = TlsPolicies.MOZILLA_MODERN_6_0;
    private static final byte[] SHARE = new byte[32];

    /// Groups in the order of their letters, see [#choosesTheGroup].
    private static final List<NamedGroup> SHORT =
            List.of(
                    NamedGroup.X25519,
                    NamedGroup.SECP256R1,
                    NamedGroup.X25519MLKEM768,
                    NamedGroup.SECP384R1MLKEM1024);

    @ParameterizedTest(name = "{0} prefers {1}, offered {2}: {3}")
    @CsvSource({
        "SERVER,1301 1302 1303,1303 1302 1301,1301",
        "CLIENT,1301 1302 1303,1303 1302 1301,1303",
        "SERVER,1303,1a1a 1301 1303,1303",
        "CLIENT,1302 1303,1a1a 1301 c02f 1303 1302,1303",
    })
    void choosesTheSuite(
            TlsPolicy.Preference preference, String ours, String offered, String suite) {
        TlsPolicy policy =
                new TlsPolicy(
                        "test",
                        POLICY.versions(),
                        codes(ours).mapToObj(CipherSuite::find).toList(),
                        preference,
                        POLICY.groups(),
                        POLICY.signatureSchemes());

        ServerParameters chosen =
                accepted(policy, hello().cipherSuites(codes(offered).toArray()), KeyType.EC_P256);

        assertThat(chosen.suite().code()).isEqualTo(Integer.parseInt(suite, 16));
    }

    /// Letters stand for groups: x X25519, p P-256, h X25519MLKEM768, H SecP384r1MLKEM1024.
    @ParameterizedTest(name = "policy {0}, offered {1}, shares {2}: {3}")
    @CsvSource({
        "xp,xp,x,x",
        "xp,px,p,p",
        "xp,px,px,x",
        "px,px,px,p",
        "xp,xp,'',retry x NO_ACCEPTABLE_SHARE",
        "px,xp,'',retry p NO_ACCEPTABLE_SHARE",
        "p,xp,x,retry p NO_ACCEPTABLE_SHARE",
        "hx,hx,hx,h",
        "xh,hx,hx,h",
        "hx,x,x,x",
        "x,hx,hx,x",
        "hx,hx,x,retry h HYBRID_PREFERRED",
        "hx,hx,'',retry h NO_ACCEPTABLE_SHARE",
        "Hhx,hHx,h,h",
        "Hhx,hHx,x,retry H HYBRID_PREFERRED",
        "x,p,p,none",
        "x,h,h,none",
    })
    @Requirement("RFC 9846, 4.3.8 reused group")
    void choosesTheGroup(String ours, String offered, String shares, String expected) {
        Hello hello =
                hello().groups(groups(offered))
                        .keyShare(out -> {
                            for (NamedGroup group : groups(shares)) {
                                Hello.share(out, group.code(), SHARE);
                            }
                        });

        NegotiationOutcome outcome =
                decide(POLICY.withGroups(List.of(groups(ours))), hello, KeyType.EC_P256);

        assertThat(inShort(outcome)).isEqualTo(expected);
    }

    static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of(
                        List.of(KeyType.RSA, KeyType.EC_P256),
                        List.of(SignatureScheme.ECDSA_SECP256R1_SHA256),
                        KeyType.EC_P256,
                        SignatureScheme.ECDSA_SECP256R1_SHA256),
                Arguments.of(
                        List.of(KeyType.RSA, KeyType.EC_P256),
                        List.of(SignatureScheme.values()),
                        KeyType.RSA,
                        SignatureScheme.RSA_PSS_RSAE_SHA256),
                Arguments.of(
                        List.of(KeyType.RSA),
                        List.of(
                                SignatureScheme.RSA_PSS_RSAE_SHA512,
                                SignatureScheme.RSA_PSS_RSAE_SHA384),
                        KeyType.RSA,
                        SignatureScheme.RSA_PSS_RSAE_SHA384),
                Arguments.of(
                        List.of(KeyType.RSA_PSS, KeyType.RSA),
                        List.of(SignatureScheme.RSA_PSS_RSAE_SHA256),
                        KeyType.RSA,
                        SignatureScheme.RSA_PSS_RSAE_SHA256),
                Arguments.of(
                        List.of(KeyType.RSA_PSS, KeyType.RSA),
                        List.of(SignatureScheme.RSA_PSS_PSS_SHA512),
                        KeyType.RSA_PSS,
                        SignatureScheme.RSA_PSS_PSS_SHA512),
                Arguments.of(
                        List.of(KeyType.ED25519, KeyType.ED448),
                        List.of(SignatureScheme.ED448),
                        KeyType.ED448,
                        SignatureScheme.ED448));
    }

    @ParameterizedTest
    @MethodSource("credentials")
    @Requirement("RFC 9846, 4.5.1.2 chain")
    void choosesTheCredential(
            List<KeyType> ours,
            List<SignatureScheme> offered,
            KeyType key,
            SignatureScheme scheme) {
        Hello hello = hello().schemes(offered.toArray(SignatureScheme[]::new));

        ServerParameters chosen = accepted(POLICY, hello, ours.toArray(KeyType[]::new));

        assertThat(chosen.credential().key().keyType()).isEqualTo(key);
        assertThat(chosen.scheme()).isEqualTo(scheme);
    }

    /// Certificates of the tests are signed by ECDSA with SHA-256.
    @Test
    void sendsAChainThatTheClientMayNotVerifyRatherThanNone() {
        Hello hello = hello().schemes(SignatureScheme.RSA_PSS_RSAE_SHA256);

        ServerParameters chosen = accepted(POLICY, hello, KeyType.RSA);

        assertThat(chosen.credential().key().keyType()).isEqualTo(KeyType.RSA);
    }

    /// The RFC forbids SHA-1 to all but those who say that they take it.
    @Test
    @Requirement("RFC 9846, 4.5.1.2 sha-1")
    void fallsBackToNoChainWithABrokenHash() {
        Credential sound = TestPki.credential(TestServer.CRYPTO, KeyType.EC_P256);
        CertificateChain broken =
                CertificateChain.of(
                        List.of(TestPki.certificateSignedBy(KeyType.EC_P256, "SHA1withECDSA")));
        Credentials credentials =
                Credentials.of(
                        List.of(new Credential("broken", broken, sound.key(), List.of("a"))));
        Hello hello = hello().schemes(SignatureScheme.ECDSA_SECP256R1_SHA256);

        NegotiationOutcome outcome = decide(POLICY, hello, credentials);
        hello.set(ExtensionType.SIGNATURE_ALGORITHMS_CERT, Hello.list16(0x0203));
        NegotiationOutcome asked = decide(POLICY, hello, credentials);

        assertThat(inShort(outcome)).isEqualTo("CERTIFICATE_TYPE_NOT_SUPPORTED");
        assertThat(asked).isInstanceOf(NegotiationOutcome.Accepted.class);
    }

    @Test
    @Requirement("RFC 9846, 4.3.3 no pkcs1")
    void neverSignsByPkcs1() {
        NegotiationOutcome outcome =
                decide(
                        POLICY.withSignatureSchemes(List.of(SignatureScheme.RSA_PKCS1_SHA256)),
                        hello().schemes(SignatureScheme.RSA_PKCS1_SHA256),
                        KeyType.RSA);

        assertThat(inShort(outcome)).isEqualTo("NO_SHARED_SIGNATURE_SCHEME");
    }

    @Test
    void asksForNothingThatWouldNotHelp() {
        Hello hello = hello().shares().schemes(SignatureScheme.ED25519);

        assertThat(inShort(decide(POLICY, hello, KeyType.RSA)))
                .isEqualTo("CERTIFICATE_TYPE_NOT_SUPPORTED");
    }

    @Test
    void asksForTheSameSuiteThatItWillUse() {
        Hello hello = hello().cipherSuites(0x1303, 0x1301).shares();

        NegotiationOutcome first = decide(POLICY, hello, KeyType.EC_P256);
        ServerParameters second = accepted(POLICY, hello.copy().share(29, SHARE), KeyType.EC_P256);

        assertThat(first)
                .isEqualTo(
                        new NegotiationOutcome.Retry(
                                second.suite(), second.group(), RetryCause.NO_ACCEPTABLE_SHARE));
    }

    @Test
    @Requirement("RFC 9846, 4.3.1 only the extension")
    void looksAtVersionsBeforeAnythingElse() {
        Hello hello =
                hello().versions(0x0303)
                        .without(ExtensionType.KEY_SHARE)
                        .without(ExtensionType.SIGNATURE_ALGORITHMS)
                        .rawCompressionMethods(new byte[] {2, 1, 0});

        assertThat(inShort(decide(POLICY, hello, KeyType.EC_P256)))
                .isEqualTo(PeerIncompatible.NO_SHARED_VERSION.name());
    }

    private static Hello hello() {
        return Hello.with().share(NamedGroup.X25519.code(), SHARE);
    }

    private static ServerParameters accepted(TlsPolicy policy, Hello hello, KeyType... keys) {
        if (decide(policy, hello, keys) instanceof NegotiationOutcome.Accepted(var parameters)) {
            return parameters;
        }
        throw new AssertionError("not accepted: " + decide(policy, hello, keys));
    }

    private static NegotiationOutcome decide(TlsPolicy policy, Hello hello, KeyType... keys) {
        List<Credential> credentials =
                Stream.of(keys).map(key -> TestPki.credential(TestServer.CRYPTO, key)).toList();
        return decide(policy, hello, Credentials.of(credentials));
    }

    private static NegotiationOutcome decide(
            TlsPolicy policy, Hello hello, Credentials credentials) {
        try {
            return Negotiation.of(
                    ClientHello.read(HandshakeMessage.owning(hello.message())),
                    new ServerConfiguration(
                            policy, credentials, UnknownServerName.DEFAULT, List.of(), null));
        } catch (TlsException e) {
            throw new AssertionError(e);
        }
    }

    private static String inShort(NegotiationOutcome outcome) {
        return switch (outcome) {
            case NegotiationOutcome.Accepted(var parameters) -> letter(parameters.group());
            case NegotiationOutcome.AcceptedTls12(var parameters) -> parameters.suite().label();
            case NegotiationOutcome.Retry(var _, var group, var cause) ->
                    "retry " + letter(group) + " " + cause;
            case NegotiationOutcome.Refused(TlsFailure.Incompatible(var why, var _)) ->
                    why == PeerIncompatible.NO_SHARED_GROUP ? "none" : why.name();
            case NegotiationOutcome.Refused(var failure) -> failure.toString();
        };
    }

    private static IntStream codes(String hex) {
        return Stream.of(hex.split(" ")).mapToInt(code -> Integer.parseInt(code, 16));
    }

    private static NamedGroup[] groups(String letters) {
        return letters.chars()
                .mapToObj(letter -> SHORT.get("xphH".indexOf(letter)))
                .toArray(NamedGroup[]::new);
    }

    private static String letter(NamedGroup group) {
        return String.valueOf("xphH".charAt(SHORT.indexOf(group)));
    }
}
