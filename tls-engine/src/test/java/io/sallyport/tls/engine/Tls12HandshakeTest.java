package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A full TLS 1.2 handshake, seen by a client that computes everything in its own way.
class Tls12HandshakeTest {
    private static final byte[] PING = hex("70 69 6e 67");

    static Stream<CipherSuite> suites() {
        return CipherSuite.of(ProtocolVersion.TLS_1_2).stream();
    }

    @ParameterizedTest
    @MethodSource("suites")
    @Requirement({"RFC 5246, 8.1 key schedule", "RFC 7627, 4 extended master secret"})
    void carriesDataUnderEverySuite(CipherSuite suite) {
        Tls12Client client = new Tls12Client(Tls12Server.create()).offering(suite).handshake();

        assertCarriesData(client);
        assertThat(client.server().connection().session().cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void carriesDataWithoutAnExtendedMasterSecret(CipherSuite suite) {
        Tls12Client client = new Tls12Client(Tls12Server.create()).offering(suite);
        client.hello().without(ExtensionType.EXTENDED_MASTER_SECRET);
        client.handshake();

        assertCarriesData(client);
        assertThatIllegalStateException()
                .isThrownBy(() -> client.server().connection().export("EXPORTER-test", null, 32));
    }

    @Test
    void tellsWhatWasAgreedUpon() {
        Tls12Client client = new Tls12Client(Tls12Server.create());
        client.hello().protocols("h2");
        client.handshake();

        assertThat(client.server().connection().session())
                .isEqualTo(
                        new NegotiatedSession(
                                ProtocolVersion.TLS_1_2,
                                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                NamedGroup.X25519,
                                SignatureScheme.ECDSA_SECP256R1_SHA256,
                                HandshakeKind.FULL,
                                "server.example",
                                "EC_P256",
                                null,
                                List.of()));
    }

    @Test
    void tellsOfEachMessageInItsTurn() {
        Tls12Client client = new Tls12Client(Tls12Server.create()).handshake();

        assertThat(client.server().events(TlsEvent.MessageExchanged.class))
                .extracting(event -> (event.ours() ? "> " : "< ") + event.type().label())
                .containsExactly(
                        "< client_hello",
                        "> server_hello",
                        "> certificate",
                        "> server_key_exchange",
                        "> server_hello_done",
                        "< client_key_exchange",
                        "< change_cipher_spec",
                        "< finished",
                        "> change_cipher_spec",
                        "> finished");
    }

    @Test
    @Requirement("RFC 9846, 4.2.3 downgrade")
    void marksItsRandomIfItCouldHaveSpokenTls13() {
        ServerConfiguration tls12Only =
                Tls12Server.with(
                        TlsPolicies.COMPATIBLE_2026_11.withCipherSuites(
                                CipherSuite.of(ProtocolVersion.TLS_1_2)));

        assertThat(randomOf(Tls12Server.create())).endsWith(hex("44 4f 57 4e 47 52 44 01"));
        assertThat(Arrays.copyOfRange(randomOf(Tls12Server.of(tls12Only)), 24, 32))
                .isNotEqualTo(hex("44 4f 57 4e 47 52 44 01"));
    }

    @Test
    @Requirement("RFC 5746, 3.6 answer")
    void answersRenegotiationInfoAndItsCipherSuiteValue() {
        Tls12Client byExtension = new Tls12Client(Tls12Server.create()).sendHello();
        Tls12Client byValue = new Tls12Client(Tls12Server.create());
        byValue.hello()
                .without(ExtensionType.RENEGOTIATION_INFO)
                .cipherSuites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.code(), 0x00ff);
        byValue.sendHello();

        assertThat(answers(byExtension)).containsEntry(0xff01, hex("00"));
        assertThat(answers(byValue)).containsEntry(0xff01, hex("00"));
    }

    @Test
    @Requirement({"RFC 8422, 5.2 point formats", "RFC 7366, 3 not for authenticated ciphers"})
    void answersNothingThatWasNotOfferedAndNothingThatDoesNotApply() {
        Tls12Client bare = new Tls12Client(Tls12Server.create());
        bare.hello()
                .without(ExtensionType.EC_POINT_FORMATS)
                .without(ExtensionType.EXTENDED_MASTER_SECRET)
                .without(ExtensionType.SERVER_NAME)
                .set(ExtensionType.ENCRYPT_THEN_MAC, new byte[0]);
        bare.sendHello();
        Tls12Client withoutCurve =
                new Tls12Client(Tls12Server.create())
                        .offering(CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256)
                        .sendHello();

        assertThat(answers(bare)).containsOnlyKeys(0xff01);
        assertThat(answers(withoutCurve)).containsOnlyKeys(0xff01, 0, 23);
        assertThat(answers(new Tls12Client(Tls12Server.create()).sendHello()))
                .containsOnlyKeys(0xff01, 0, 23, 11);
    }

    @Test
    @Requirement("RFC 6066, 8 certificate status")
    void staplesAResponseToThoseWhoAskForIt() {
        byte[] response = hex("30 03 0a 01 00");
        ServerConfiguration stapling =
                Tls12Server.with(
                        TlsPolicies.COMPATIBLE_2026_11,
                        Tls12Server.ECDSA.withOcspResponse(new OcspResponse(response)));
        Tls12Client asking = new Tls12Client(Tls12Server.of(stapling));
        asking.hello().set(ExtensionType.STATUS_REQUEST, hex("01 0000 0000"));
        asking.handshake();
        Tls12Client silent = new Tls12Client(Tls12Server.of(stapling)).handshake();

        assertThat(asking.ocspResponse()).isEqualTo(response);
        assertThat(asking.messages())
                .startsWith(
                        HandshakeType.SERVER_HELLO,
                        HandshakeType.CERTIFICATE,
                        HandshakeType.CERTIFICATE_STATUS,
                        HandshakeType.SERVER_KEY_EXCHANGE);
        assertThat(answers(asking)).containsEntry(5, new byte[0]);
        assertThat(silent.messages()).doesNotContain(HandshakeType.CERTIFICATE_STATUS);
        assertThat(answers(silent)).doesNotContainKey(5);
    }

    @Test
    @Requirement({"RFC 8449, 4 tls 1.2", "RFC 6066, 4 tls 1.2"})
    void keepsToTheSizesThatTheClientAsksFor() {
        Tls12Client limited = new Tls12Client(Tls12Server.create());
        limited.hello().set(ExtensionType.RECORD_SIZE_LIMIT, hex("0200"));
        limited.handshake();
        Tls12Client fragmented = new Tls12Client(Tls12Server.create());
        fragmented.hello().set(ExtensionType.MAX_FRAGMENT_LENGTH, hex("01"));
        fragmented.handshake();

        assertThat(answers(limited)).containsEntry(28, hex("4000"));
        assertThat(limited.server().connection().maximumPlaintext()).isEqualTo(512);
        assertThat(answers(fragmented)).containsEntry(1, hex("01"));
        assertThat(fragmented.server().connection().maximumPlaintext()).isEqualTo(512);
    }

    @Test
    @Requirement("RFC 5246, 7.4.1.4.1 default schemes")
    void doesNotSignBySha1ForAClientThatSaysNothing() {
        TestServer server = Tls12Server.create();
        Tls12Client client = new Tls12Client(server);
        client.hello().without(ExtensionType.SIGNATURE_ALGORITHMS);
        client.offering(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256).sendHello();

        assertThat(server.failure())
                .isInstanceOfSatisfying(
                        TlsFailure.Incompatible.class,
                        failure ->
                                assertThat(failure.offers().client())
                                        .containsExactly("0x0201", "0x0203"));
    }

    @Test
    void encryptsASecretToTheKeyOfAClientThatSaysNothing() {
        Tls12Client client = new Tls12Client(Tls12Server.create());
        client.hello()
                .without(ExtensionType.SIGNATURE_ALGORITHMS)
                .without(ExtensionType.SUPPORTED_GROUPS)
                .without(ExtensionType.EC_POINT_FORMATS);
        client.offering(CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384).handshake();

        assertCarriesData(client);
    }

    @Test
    @Requirement("RFC 8422, 4 no groups")
    void takesAClientThatNamesNoCurvesToKnowTheCommonOne() {
        Tls12Client client = new Tls12Client(Tls12Server.create());
        client.hello().without(ExtensionType.SUPPORTED_GROUPS);
        client.handshake();

        assertThat(client.server().connection().session().group()).isEqualTo(NamedGroup.SECP256R1);
    }

    @Test
    void logsTheMasterSecretUnderTheClientsRandom() {
        Map<String, byte[]> logged = new HashMap<>();
        ServerConfiguration plain = Tls12Server.CONFIGURATION;
        Tls12Client client =
                new Tls12Client(
                        Tls12Server.of(
                                new ServerConfiguration(
                                        plain.policy(),
                                        plain.credentials(),
                                        plain.unknownServerName(),
                                        List.of(),
                                        (label, random, secret) ->
                                                logged.put(label, secret.clone()))));
        client.handshake();

        assertThat(logged).containsOnlyKeys("CLIENT_RANDOM");
        assertThat(logged.get("CLIENT_RANDOM")).isEqualTo(client.keys().masterSecret());
    }

    @Test
    void failsRatherThanWearTheKeyOut() {
        Tls12Client client =
                new Tls12Client(
                        Tls12Server.of(
                                Tls12Server.CONFIGURATION,
                                EngineLimits.DEFAULT.withRecordsUnderOneKey(4)));
        client.handshake();
        TestServer server = client.server();
        client.take(server.send(PING)).take(server.send(PING));

        assertThatIllegalStateException().isThrownBy(() -> server.send(PING));
        assertThat(server.failure()).isInstanceOf(TlsFailure.Internal.class);
        assertThat(client.received()).isEqualTo(hex("70696e67 70696e67"));
    }

    @Test
    void doesNotChangeItsKeys() {
        TestServer server = new Tls12Client(Tls12Server.create()).handshake().server();

        assertThatIllegalStateException()
                .isThrownBy(() -> server.connection().updateKeys(false))
                .withMessage("TLS 1.2 does not change its keys");
    }

    private static void assertCarriesData(Tls12Client client) {
        TestServer server = client.server();
        assertThat(server.isEstablished()).isTrue();
        client.send(ContentType.APPLICATION_DATA, PING);
        assertThat(server.received()).isEqualTo(PING);
        byte[] large = new byte[40_000];
        Arrays.fill(large, (byte) 7);
        client.take(server.send(large));
        assertThat(client.received()).isEqualTo(large);
    }

    private static byte[] randomOf(TestServer server) {
        return new Tls12Client(server).sendHello().serverHello().random();
    }

    private static Map<Integer, byte[]> answers(Tls12Client client) {
        return client.serverHello().extensions();
    }
}
