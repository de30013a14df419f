package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What comes out of turn in TLS 1.2, with what was due instead.
class Tls12OrderTest {
    private static final ServerConfiguration ASKING =
            Tls12Server.CONFIGURATION.withClientAuthentication(
                    new ClientAuthentication(false, List.of(), false));

    record Case(String received, String expected, Consumer<Tls12Client> script) {}

    static List<Case> cases() {
        return List.of(
                // change_cipher_spec early, late, twice
                new Case(
                        "change_cipher_spec",
                        "client_key_exchange",
                        c -> c.sendHello().sendChangeCipherSpec()),
                new Case(
                        "change_cipher_spec",
                        "application_data",
                        c -> c.handshake().raw(changeCipherSpec())),
                new Case(
                        "change_cipher_spec",
                        "finished",
                        c -> upToKeys(c).sendChangeCipherSpec().raw(changeCipherSpec())),
                new Case(
                        "finished",
                        "change_cipher_spec",
                        c -> upToKeys(c).sendMessage(c.finished())),
                // and in one record with what comes before it
                new Case(
                        "finished",
                        "change_cipher_spec",
                        c -> {
                            c.hello().cipherSuites(RSA_SUITE.code(), 0x00ff);
                            c.sendHello();
                            c.send(
                                    ContentType.HANDSHAKE,
                                    ScriptedClient.join(
                                            hex("10 000002 0000"),
                                            Hello.message(HandshakeType.FINISHED, new byte[12])));
                        }),
                new Case(
                        "application_data",
                        "client_key_exchange",
                        c -> c.sendHello().send(ContentType.APPLICATION_DATA, hex("00"))),
                new Case(
                        "application_data",
                        "change_cipher_spec",
                        c -> upToKeys(c).send(ContentType.APPLICATION_DATA, hex("00"))),
                new Case(
                        "application_data",
                        "finished",
                        c ->
                                upToKeys(c)
                                        .sendChangeCipherSpec()
                                        .send(ContentType.APPLICATION_DATA, hex("00"))),
                new Case(
                        "hello_request",
                        "application_data",
                        c -> c.handshake().send(ContentType.HANDSHAKE, hex("00 000000"))));
    }

    private static final CipherSuite RSA_SUITE = CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256;

    @ParameterizedTest
    @MethodSource("cases")
    @Requirement("RFC 5246, 7.3 order")
    void isAnsweredByItsAlert(Case the) {
        assertThat(provoke(Tls12Server.CONFIGURATION, Integer.MAX_VALUE, the.script()))
                .isEqualTo(new TlsFailure.UnexpectedMessage(the.received(), the.expected()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameWhenItComesByteByByte(Case the) {
        assertThat(provoke(Tls12Server.CONFIGURATION, 1, the.script()))
                .isEqualTo(new TlsFailure.UnexpectedMessage(the.received(), the.expected()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_KEY_EXCHANGE")
    void refusesAnyOtherMessageInsteadOfClientKeyExchange(HandshakeType type) {
        refuses(Tls12Server.CONFIGURATION, type, Tls12Client::sendHello, "client_key_exchange");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CERTIFICATE")
    void refusesAnyOtherMessageInsteadOfTheCertificateItAskedFor(HandshakeType type) {
        refuses(ASKING, type, Tls12Client::sendHello, "certificate");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CERTIFICATE_VERIFY")
    void refusesAnyOtherMessageInsteadOfTheProof(HandshakeType type) {
        refuses(
                ASKING,
                type,
                c ->
                        c.sendHello()
                                .sendCertificate(
                                        TestPki.certificate(KeyType.EC_P256, "client.example"))
                                .sendClientKeyExchange(),
                "certificate_verify");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnyMessageInsteadOfChangeCipherSpec(HandshakeType type) {
        refuses(Tls12Server.CONFIGURATION, type, Tls12OrderTest::upToKeys, "change_cipher_spec");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FINISHED")
    void refusesAnyOtherMessageInsteadOfFinished(HandshakeType type) {
        refuses(
                Tls12Server.CONFIGURATION,
                type,
                c -> upToKeys(c).sendChangeCipherSpec(),
                "finished");
    }

    @Test
    void warningsAreHeardAndPassedOver() {
        Tls12Client client = new Tls12Client(Tls12Server.create());
        client.sendHello().send(ContentType.ALERT, hex("01 70"));
        client.sendClientKeyExchange().send(ContentType.ALERT, hex("01 5a"));
        client.sendChangeCipherSpec().sendFinished().send(ContentType.ALERT, hex("01 64"));
        client.send(ContentType.APPLICATION_DATA, hex("2a"));

        assertThat(client.server().received()).isEqualTo(hex("2a"));
    }

    @Test
    void anErrorEndsTheHandshakeWhateverItSays() {
        TestServer server = Tls12Server.create();
        new Tls12Client(server).sendHello().send(ContentType.ALERT, hex("02 70"));

        assertThat(server.failure()).isEqualTo(new TlsFailure.AlertReceived(2, 0x70));
    }

    private static void refuses(
            ServerConfiguration configuration,
            HandshakeType type,
            Consumer<Tls12Client> before,
            String expected) {
        TlsFailure failure =
                provoke(
                        configuration,
                        Integer.MAX_VALUE,
                        c -> {
                            before.accept(c);
                            c.send(ContentType.HANDSHAKE, Hello.message(type, new byte[0]));
                        });

        assertThat(failure).isEqualTo(new TlsFailure.UnexpectedMessage(type.label(), expected));
    }

    private static TlsFailure provoke(
            ServerConfiguration configuration, int pieces, Consumer<Tls12Client> script) {
        TestServer server = Tls12Server.of(configuration).inPiecesOf(pieces);
        Tls12Client client = new Tls12Client(server);
        script.accept(client);
        return Provocation.aftermath(server, client.alerts());
    }

    private static Tls12Client upToKeys(Tls12Client client) {
        return client.sendHello().sendClientKeyExchange();
    }

    private static byte[] changeCipherSpec() {
        return ScriptedClient.record(20, 0x0303, hex("01"));
    }
}
