package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static io.sallyport.tls.client.ScriptedClient.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.testing.Requirement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages and records that are legal elsewhere, where they must not come.
class UnexpectedMessageTest {

    /// @param received what the failure names as received
    record Case(String received, String expected, Consumer<ScriptedClient> script) {}

    static List<Case> cases() {
        return List.of(
                new Case(
                        "application_data",
                        "client_hello",
                        c -> c.sendPlain(ContentType.APPLICATION_DATA, hex("00"))),
                new Case(
                        "record type 24",
                        "client_hello",
                        c -> {
                            // only after a record is known to be one: anything else is no TLS at
                            // all
                            c.sendPlain(ContentType.HANDSHAKE, hex("01"));
                            c.raw(record(24, 0x0303, hex("01")));
                        }),
                new Case(
                        "record type 24",
                        "finished",
                        c -> c.sendHello().raw(record(24, 0x0303, hex("01")))),
                new Case("record type 24", "finished", c -> c.sendHello().sendInner(hex("01 18"))),
                new Case(
                        "record type 24",
                        "application_data",
                        c -> c.handshake().sendInner(hex("01 18"))),
                new Case("application_data", "finished", c -> c.sendHello().send(hex("00"))),
                new Case("application_data", "finished", c -> c.sendHello().send(hex(""))),
                new Case(
                        "application_data",
                        "client_hello",
                        c -> retried(c).sendPlain(ContentType.APPLICATION_DATA, hex("00"))),
                new Case(
                        "end_of_early_data",
                        "client_hello",
                        c -> {
                            c.hello().set(ExtensionType.EARLY_DATA, hex(""));
                            retried(c).sendPlain(ContentType.HANDSHAKE, hex("05 000000"));
                        }),
                new Case(
                        "client_hello",
                        "finished",
                        c -> c.sendHello().send(ContentType.HANDSHAKE, c.hello().message())),
                new Case(
                        "client_hello",
                        "key_update",
                        c -> c.handshake().send(ContentType.HANDSHAKE, c.hello().message())),
                new Case(
                        "certificate",
                        "key_update",
                        c ->
                                c.handshake()
                                        .send(
                                                ContentType.HANDSHAKE,
                                                Hello.message(
                                                        HandshakeType.CERTIFICATE,
                                                        new byte[5000]))),
                new Case(
                        "finished",
                        "key_update",
                        c ->
                                c.sendHello()
                                        .sendFinished()
                                        .send(ContentType.HANDSHAKE, c.finished())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Requirement({"RFC 9846, 4.2.2 renegotiation", "RFC 9846, 5 unknown types"})
    void isAnsweredByItsAlert(Case the) {
        assertThat(Provocation.of(the.script()).provoke())
                .isEqualTo(new TlsFailure.UnexpectedMessage(the.received(), the.expected()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_HELLO")
    void refusesAnyOtherMessageAtTheStart(HandshakeType type) {
        refuses(type, c -> c.sendPlain(ContentType.HANDSHAKE, empty(type)), "client_hello");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_HELLO")
    void refusesAnyOtherMessageInsteadOfTheSecondHello(HandshakeType type) {
        refuses(
                type,
                c -> retried(c).sendPlain(ContentType.HANDSHAKE, empty(type)),
                "client_hello");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FINISHED")
    @Requirement({"RFC 9846, 4 order", "RFC 9846, 4.7.3 before finished"})
    void refusesAnyOtherMessageInsteadOfFinished(HandshakeType type) {
        refuses(type, c -> c.sendHello().send(ContentType.HANDSHAKE, empty(type)), "finished");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEY_UPDATE")
    void refusesAnyMessageButKeyUpdateAfterTheHandshake(HandshakeType type) {
        refuses(type, c -> c.handshake().send(ContentType.HANDSHAKE, empty(type)), "key_update");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 100, 255})
    void namesUnknownTypesByNumber(int type) {
        TlsFailure failure =
                Provocation.of(c ->
                                c.sendPlain(
                                        ContentType.HANDSHAKE, new byte[] {(byte) type, 0, 0, 0}))
                        .provoke();

        assertThat(failure)
                .isEqualTo(
                        new TlsFailure.UnexpectedMessage("handshake type " + type, "client_hello"));
    }

    /// It need not have come as a whole: nothing is kept of what will be refused anyway.
    @ParameterizedTest
    @ValueSource(strings = {"0b ffffff", "0b 000001"})
    void refusesByTheHeaderAlone(String header) {
        refuses(
                HandshakeType.CERTIFICATE,
                c -> c.sendHello().send(ContentType.HANDSHAKE, hex(header)),
                "finished");
    }

    private static void refuses(
            HandshakeType type, Consumer<ScriptedClient> script, String expected) {
        assertThat(Provocation.of(script).provoke())
                .isEqualTo(new TlsFailure.UnexpectedMessage(type.label(), expected));
    }

    private static ScriptedClient retried(ScriptedClient client) {
        client.hello().shares();
        return client.sendHello();
    }

    private static byte[] empty(HandshakeType type) {
        return Hello.message(type, new byte[0]);
    }
}
