package io.sallyport.tls.engine;

import static io.sallyport.tls.alert.PeerMisbehaved.ATTEMPTED_RENEGOTIATION;
import static io.sallyport.tls.alert.PeerMisbehaved.DROPPED_EXTENDED_MASTER_SECRET;
import static io.sallyport.tls.alert.PeerMisbehaved.INTERLEAVED_HANDSHAKE_MESSAGE;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_NULL_COMPRESSION;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_RENEGOTIATION_INFO;
import static io.sallyport.tls.alert.PeerMisbehaved.OMITTED_UNCOMPRESSED_POINT_FORMAT;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_EMPTY_HANDSHAKE_RECORD;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_ILLEGAL_CHANGE_CIPHER_SPEC;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_INCORRECT_CERTIFICATE_VERIFY;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_INCORRECT_FINISHED;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_INVALID_KEY_SHARE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_MESSAGE_ACROSS_KEY_CHANGE;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_OVERSIZED_RECORD;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MANY_EMPTY_RECORDS;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_TOO_MANY_WARNING_ALERTS;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_UNREQUESTED_SIGNATURE_SCHEME;
import static io.sallyport.tls.alert.PeerMisbehaved.SENT_WRONG_RENEGOTIATION_INFO;
import static io.sallyport.tls.client.ScriptedClient.hex;
import static io.sallyport.tls.client.ScriptedClient.join;
import static io.sallyport.tls.client.ScriptedClient.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.FiniteField;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule of [PeerMisbehaved] that is one of TLS 1.2, broken by a client.
class Tls12MisbehavedTest {
    private static final CipherSuite DHE = CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256;
    private static final byte[] NO_DATA = {};

    /// Asks for certificates, and keeps sessions.
    private static final ServerConfiguration ASKING =
            Tls12Server.CONFIGURATION.withClientAuthentication(
                    new ClientAuthentication(false, List.of(), false));

    private static final ServerConfiguration RESUMING =
            Tls12Server.CONFIGURATION.withResumption(Tls12Server.ids(new Tls12Server.Clock()));

    private static final Map<PeerMisbehaved, List<Consumer<Tls12Client>>> SCRIPTS =
            new EnumMap<>(
                    Map.ofEntries(
                            Map.entry(
                                    OMITTED_NULL_COMPRESSION,
                                    hellos(h -> h.rawCompressionMethods(hex("01 01")))),
                            Map.entry(
                                    OMITTED_RENEGOTIATION_INFO,
                                    hellos(h -> h.without(ExtensionType.RENEGOTIATION_INFO))),
                            Map.entry(
                                    SENT_WRONG_RENEGOTIATION_INFO,
                                    hellos(h ->
                                            h.set(
                                                    ExtensionType.RENEGOTIATION_INFO,
                                                    hex("02 0102")))),
                            Map.entry(
                                    OMITTED_UNCOMPRESSED_POINT_FORMAT,
                                    hellos(h ->
                                            h.set(ExtensionType.EC_POINT_FORMATS, hex("01 01")))),
                            Map.entry(SENT_INVALID_KEY_SHARE, shares()),
                            Map.entry(
                                    INTERLEAVED_HANDSHAKE_MESSAGE,
                                    List.of(Tls12MisbehavedTest::changesCipherSpecInsideAMessage)),
                            Map.entry(SENT_ILLEGAL_CHANGE_CIPHER_SPEC, changes()),
                            Map.entry(SENT_INCORRECT_FINISHED, finishes()),
                            Map.entry(
                                    SENT_MESSAGE_ACROSS_KEY_CHANGE,
                                    List.of(Tls12MisbehavedTest::saysMoreAfterFinished)),
                            Map.entry(
                                    SENT_EMPTY_HANDSHAKE_RECORD,
                                    List.of(
                                            c -> c.sendHello().send(ContentType.HANDSHAKE, NO_DATA),
                                            c ->
                                                    c.handshake()
                                                            .send(ContentType.HANDSHAKE, NO_DATA))),
                            Map.entry(
                                    SENT_OVERSIZED_RECORD,
                                    List.of(c ->
                                            c.handshake()
                                                    .send(
                                                            ContentType.APPLICATION_DATA,
                                                            new byte[16385]))),
                            Map.entry(
                                    SENT_TOO_MANY_EMPTY_RECORDS,
                                    List.of(c ->
                                            repeat(
                                                    c.handshake(),
                                                    33,
                                                    ContentType.APPLICATION_DATA,
                                                    NO_DATA))),
                            Map.entry(
                                    SENT_TOO_MANY_WARNING_ALERTS,
                                    List.of(
                                            c ->
                                                    repeat(
                                                            c.sendHello(),
                                                            5,
                                                            ContentType.ALERT,
                                                            hex("01 70")),
                                            c ->
                                                    repeat(
                                                            c.handshake(),
                                                            5,
                                                            ContentType.ALERT,
                                                            hex("01 64")))),
                            Map.entry(ATTEMPTED_RENEGOTIATION, renegotiations())));

    static Stream<Arguments> scripts() {
        return SCRIPTS.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(s -> Arguments.of(e.getKey(), s)));
    }

    /// The rules that are tested here.
    static Set<PeerMisbehaved> rules() {
        Set<PeerMisbehaved> rules = new java.util.HashSet<>(SCRIPTS.keySet());
        rules.add(DROPPED_EXTENDED_MASTER_SECRET);
        rules.add(SENT_INCORRECT_CERTIFICATE_VERIFY);
        rules.add(SENT_UNREQUESTED_SIGNATURE_SCHEME);
        return rules;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @Requirement({
        "RFC 5246, 7.4.1.2 null compression",
        "RFC 5746, 3.6 initial handshake",
        "RFC 8422, 5.1.2 uncompressed",
        "RFC 8422, 5.11 validation",
        "RFC 7919, 5.1 validation",
        "RFC 5246, 7.1 change_cipher_spec",
        "RFC 5246, 7.4.9 verification",
        "RFC 5246, 7.2.2 renegotiation"
    })
    void isAnsweredByItsAlert(PeerMisbehaved how, Consumer<Tls12Client> script) {
        assertThat(provoke(Tls12Server.CONFIGURATION, Integer.MAX_VALUE, script))
                .isEqualTo(new TlsFailure.Misbehaved(how));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isTheSameWhenItComesByteByByte(PeerMisbehaved how, Consumer<Tls12Client> script) {
        assertThat(provoke(Tls12Server.CONFIGURATION, 1, script))
                .isEqualTo(new TlsFailure.Misbehaved(how));
    }

    static List<Consumer<Tls12Client>> wrongProofs() {
        return List.of(
                // by another key than that of the certificate
                c ->
                        c.sendCertificateVerify(
                                TestPki.keyPair(KeyType.RSA), SignatureScheme.RSA_PSS_RSAE_SHA256),
                c ->
                        c.sendCertificateVerify(
                                SignatureScheme.ECDSA_SECP256R1_SHA256.code(), NO_DATA),
                c ->
                        c.sendCertificateVerify(
                                SignatureScheme.ECDSA_SECP256R1_SHA256.code(), new byte[70]));
    }

    @ParameterizedTest
    @MethodSource("wrongProofs")
    @Requirement("RFC 5246, 7.4.8 verification")
    void aProofByTheWrongKeyIsRefused(Consumer<Tls12Client> proof) {
        TlsFailure failure =
                provoke(
                        ASKING,
                        Integer.MAX_VALUE,
                        c -> {
                            c.sendHello()
                                    .sendCertificate(certificate(KeyType.EC_P256))
                                    .sendClientKeyExchange();
                            proof.accept(c);
                        });

        assertThat(failure)
                .isIn(
                        new TlsFailure.Misbehaved(SENT_INCORRECT_CERTIFICATE_VERIFY),
                        new TlsFailure.Misbehaved(SENT_UNREQUESTED_SIGNATURE_SCHEME));
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void aProofByAnotherKeyOfTheSameKindIsRefused(KeyType type, SignatureScheme scheme) {
        TlsFailure failure =
                provoke(
                        ASKING,
                        Integer.MAX_VALUE,
                        c ->
                                c.sendHello()
                                        .sendCertificate(certificate(type))
                                        .sendClientKeyExchange()
                                        .sendCertificateVerify(TestPki.otherKeyPair(type), scheme));

        assertThat(failure).isEqualTo(new TlsFailure.Misbehaved(SENT_INCORRECT_CERTIFICATE_VERIFY));
    }

    static Stream<Arguments> wrongKeys() {
        return Stream.of(
                Arguments.of(KeyType.RSA, SignatureScheme.RSA_PKCS1_SHA256),
                Arguments.of(KeyType.RSA, SignatureScheme.RSA_PSS_RSAE_SHA384),
                Arguments.of(KeyType.EC_P256, SignatureScheme.ECDSA_SECP256R1_SHA256),
                Arguments.of(KeyType.ED25519, SignatureScheme.ED25519));
    }

    static List<Integer> unrequestedSchemes() {
        // SHA-1, one that nobody knows, one for another kind of key
        return List.of(0x0203, 0xfefe, SignatureScheme.RSA_PSS_RSAE_SHA256.code());
    }

    @ParameterizedTest
    @MethodSource("unrequestedSchemes")
    void aProofByASchemeThatWasNotAskedForIsRefused(int scheme) {
        TlsFailure failure =
                provoke(
                        ASKING,
                        Integer.MAX_VALUE,
                        c ->
                                c.sendHello()
                                        .sendCertificate(certificate(KeyType.EC_P256))
                                        .sendClientKeyExchange()
                                        .sendCertificateVerify(scheme, new byte[70]));

        assertThat(failure).isEqualTo(new TlsFailure.Misbehaved(SENT_UNREQUESTED_SIGNATURE_SCHEME));
    }

    @ParameterizedTest
    @MethodSource("pieces")
    @Requirement("RFC 7627, 5.3 dropped")
    void aSessionIsNotResumedWithoutItsExtendedMasterSecret(int pieces) {
        Tls12Client first = new Tls12Client(Tls12Server.of(RESUMING)).handshake();

        TlsFailure failure =
                provoke(
                        RESUMING,
                        pieces,
                        c -> {
                            c.resume(first).hello().without(ExtensionType.EXTENDED_MASTER_SECRET);
                            c.sendHello();
                        });

        assertThat(failure).isEqualTo(new TlsFailure.Misbehaved(DROPPED_EXTENDED_MASTER_SECRET));
    }

    static List<Integer> pieces() {
        return List.of(1, Integer.MAX_VALUE);
    }

    private static TlsFailure provoke(
            ServerConfiguration configuration, int pieces, Consumer<Tls12Client> script) {
        TestServer server = Tls12Server.of(configuration, EngineLimits.DEFAULT).inPiecesOf(pieces);
        Tls12Client client = new Tls12Client(server);
        script.accept(client);
        return Provocation.aftermath(server, client.alerts());
    }

    private static List<Consumer<Tls12Client>> hellos(Consumer<Hello> change) {
        return List.of(c -> {
            change.accept(c.hello());
            c.sendHello();
        });
    }

    private static List<Consumer<Tls12Client>> shares() {
        BigInteger p = FiniteField.of(NamedGroup.FFDHE2048).prime();
        return List.of(
                // off the curve, too short, another form, nothing but zeros
                curve("41 04" + "11".repeat(64)),
                curve("40 04" + "11".repeat(63)),
                curve("21 02" + "11".repeat(32)),
                curve25519("20" + "00".repeat(32)),
                curve25519("1f" + "11".repeat(31)),
                // 0, 1, p - 1, p, p + 1, and one byte more than p has
                finite("0001 00"),
                finite("0001 01"),
                finite("0100" + p.subtract(BigInteger.ONE).toString(16)),
                finite("0100" + p.toString(16)),
                finite("0100" + p.add(BigInteger.ONE).toString(16)),
                finite("0101 00" + "11".repeat(256)));
    }

    private static Consumer<Tls12Client> curve(String body) {
        return c -> {
            c.hello().groups(NamedGroup.SECP256R1);
            c.sendHello().sendClientKeyExchange(hex(body));
        };
    }

    private static Consumer<Tls12Client> curve25519(String body) {
        return c -> {
            // the certificate needs its curve in the list, too
            c.hello().groups(NamedGroup.X25519, NamedGroup.SECP256R1);
            c.sendHello().sendClientKeyExchange(hex(body));
        };
    }

    private static Consumer<Tls12Client> finite(String body) {
        return c -> c.offering(DHE).sendHello().sendClientKeyExchange(hex(body));
    }

    private static Tls12Client upToKeys(Tls12Client client) {
        return client.sendHello().sendClientKeyExchange();
    }

    private static void saysMoreAfterFinished(Tls12Client client) {
        byte[] finished = upToKeys(client).sendChangeCipherSpec().finished();
        client.send(ContentType.HANDSHAKE, join(finished, hex("00 000000")));
    }

    private static List<Consumer<Tls12Client>> changes() {
        return List.of(
                c -> upToKeys(c).raw(record(20, 0x0303, hex("02"))),
                c -> upToKeys(c).raw(record(20, 0x0303, hex("01 01"))),
                c -> upToKeys(c).raw(record(20, 0x0303, NO_DATA)));
    }

    private static void changesCipherSpecInsideAMessage(Tls12Client client) {
        client.sendHello();
        client.raw(record(22, 0x0303, hex("10 0000 21 20")));
        client.raw(record(20, 0x0303, hex("01")));
    }

    private static List<Consumer<Tls12Client>> finishes() {
        return List.of(
                c -> {
                    byte[] wrong = upToKeys(c).sendChangeCipherSpec().finished();
                    wrong[wrong.length - 1] ^= 1;
                    c.sendMessage(wrong);
                },
                c ->
                        upToKeys(c)
                                .sendChangeCipherSpec()
                                .sendMessage(Hello.message(HandshakeType.FINISHED, new byte[12])));
    }

    private static List<Consumer<Tls12Client>> renegotiations() {
        byte[] hello = Hello.tls12().message();
        return List.of(
                c -> c.handshake().send(ContentType.HANDSHAKE, hello),
                // as a client would do it that knows of RFC 5746
                c ->
                        c.handshake()
                                .send(
                                        ContentType.HANDSHAKE,
                                        Hello.tls12()
                                                .set(ExtensionType.RENEGOTIATION_INFO, new byte[13])
                                                .message()),
                // with a cipher suite value that belongs into a first handshake
                c ->
                        c.handshake()
                                .send(
                                        ContentType.HANDSHAKE,
                                        Hello.tls12().cipherSuites(0xc02f, 0x00ff).message()),
                // only the first byte of it has come
                c -> c.handshake().send(ContentType.HANDSHAKE, hex("01")));
    }

    private static void repeat(Tls12Client client, int times, ContentType type, byte[] content) {
        byte[] all = {};
        for (int i = 0; i < times; i++) {
            all = join(all, client.seal(type, content));
        }
        client.raw(all);
    }

    private static java.security.cert.X509Certificate certificate(KeyType type) {
        return TestPki.certificate(type, "client.example");
    }
}
