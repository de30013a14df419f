package io.sallyport.tls.engine;

import static io.sallyport.tls.alert.InvalidMessage.INVALID_ALERT;
import static io.sallyport.tls.alert.InvalidMessage.INVALID_SERVER_NAME;
import static io.sallyport.tls.alert.InvalidMessage.NOT_TLS;
import static io.sallyport.tls.alert.InvalidMessage.PLAIN_HTTP;
import static io.sallyport.tls.alert.InvalidMessage.SSL_2_HELLO;
import static io.sallyport.tls.alert.InvalidMessage.TRAILING_BYTES;
import static io.sallyport.tls.alert.InvalidMessage.TRUNCATED;
import static io.sallyport.tls.alert.InvalidMessage.UNEVEN_VECTOR;
import static io.sallyport.tls.alert.InvalidMessage.VECTOR_LENGTH_OUT_OF_RANGE;
import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.testing.Requirement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way in which bytes can be no TLS, done by a client.
class InvalidMessageTest {
    private static final Map<InvalidMessage, List<Consumer<ScriptedClient>>> SCRIPTS =
            Map.of(
                    TRUNCATED,
                    List.of(
                            c -> sendBody(c, Arrays.copyOf(c.hello().body(), 20)),
                            extension(ExtensionType.SUPPORTED_GROUPS, "0008 001d"),
                            extension(ExtensionType.KEY_SHARE, "0006 001d 0020 0000"),
                            extension(ExtensionType.RECORD_SIZE_LIMIT, "40"),
                            extension(ExtensionType.STATUS_REQUEST, "01 0000"),
                            extension(ExtensionType.SERVER_NAME, "0005 00 0005 6161")),
                    TRAILING_BYTES,
                    List.of(
                            extension(ExtensionType.SUPPORTED_VERSIONS, "02 0304 00"),
                            extension(ExtensionType.SUPPORTED_GROUPS, "0002 001d 00"),
                            extension(ExtensionType.KEY_SHARE, "0000 00"),
                            extension(ExtensionType.EARLY_DATA, "00"),
                            extension(ExtensionType.POST_HANDSHAKE_AUTH, "00"),
                            extension(ExtensionType.COOKIE, "0001 00 00"),
                            extension(ExtensionType.RECORD_SIZE_LIMIT, "4000 00"),
                            extension(ExtensionType.MAX_FRAGMENT_LENGTH, "01 00"),
                            extension(ExtensionType.SERVER_NAME, "0004 00 0001 61 00"),
                            extension(ExtensionType.PSK_KEY_EXCHANGE_MODES, "01 01 00"),
                            c -> sendBody(c, Arrays.copyOf(c.hello().body(), 600))),
                    UNEVEN_VECTOR,
                    List.of(
                            hello(h -> h.rawCipherSuites(hex("0003 1301 13"))),
                            extension(ExtensionType.SUPPORTED_GROUPS, "0003 001d 00"),
                            extension(ExtensionType.SIGNATURE_ALGORITHMS, "0003 0403 04"),
                            extension(ExtensionType.SIGNATURE_ALGORITHMS_CERT, "0003 0403 04"),
                            extension(ExtensionType.SUPPORTED_VERSIONS, "03 0304 03")),
                    VECTOR_LENGTH_OUT_OF_RANGE,
                    List.of(
                            hello(h -> h.sessionId(new byte[33])),
                            hello(h -> h.rawCipherSuites(hex("0000"))),
                            hello(h -> h.rawCompressionMethods(hex("00"))),
                            extension(ExtensionType.SUPPORTED_GROUPS, "0000"),
                            extension(ExtensionType.SERVER_NAME, "0000"),
                            extension(ExtensionType.KEY_SHARE, "0004 001d 0000"),
                            extension(ExtensionType.COOKIE, "0000"),
                            extension(ExtensionType.CERTIFICATE_AUTHORITIES, "0000"),
                            extension(
                                    ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                                    "0002 0000"),
                            extension(ExtensionType.PSK_KEY_EXCHANGE_MODES, "00"),
                            extension(ExtensionType.PRE_SHARED_KEY, "0000 0000"),
                            c -> c.sendHello().send(ContentType.HANDSHAKE, finishedOf(31)),
                            c -> c.sendHello().send(ContentType.HANDSHAKE, finishedOf(33))),
                    INVALID_SERVER_NAME,
                    List.of(
                            hello(h -> h.serverName("two words")),
                            hello(h -> h.serverName("bücher.example")),
                            hello(h -> h.serverName(".example")),
                            hello(h -> h.serverName("a..example")),
                            hello(h -> h.serverName("zero\0.example")),
                            hello(h -> h.serverName("a".repeat(255)))),
                    INVALID_ALERT,
                    List.of(
                            c -> c.sendPlain(ContentType.ALERT, hex("02")),
                            c -> c.sendHello().sendPlain(ContentType.ALERT, hex("0228 02")),
                            c -> c.sendHello().sendPlain(ContentType.ALERT, hex("")),
                            c -> c.handshake().send(ContentType.ALERT, hex("0100 0100"))),
                    PLAIN_HTTP,
                    List.of(
                            c -> c.raw(ascii("GET / HTTP/1.1\r\nHost: a\r\n\r\n")),
                            c -> c.raw(ascii("POST /")),
                            c -> c.raw(ascii("OPTIONS *")),
                            c -> c.raw(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))),
                    SSL_2_HELLO,
                    List.of(
                            c -> c.raw(hex("802e 01 0002 0015 0000 0010")),
                            c -> c.raw(hex("8040 01 0301 0027 0000 0010"))),
                    NOT_TLS,
                    List.of(
                            c -> c.raw(ascii("SSH-2.0-OpenSSH_9.9\r\n")),
                            c -> c.raw(ascii("GETTER")),
                            c -> c.raw(hex("00")),
                            c -> c.raw(hex("8040 02")),
                            c -> c.raw(hex("8040 01 02")),
                            c -> c.raw(hex("16 02 00")),
                            c -> c.raw(hex("16 04"))));

    static Stream<Arguments> scripts() {
        return SCRIPTS.entrySet().stream()
                .flatMap(e -> e.getValue().stream().map(s -> Arguments.of(e.getKey(), s)));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    @Requirement({"RFC 9846, 4.3 trailing data", "RFC 9846, E.5 ssl 2"})
    void isAnsweredByItsAlert(InvalidMessage what, Consumer<ScriptedClient> script) {
        assertThat(Provocation.of(script).provoke()).isEqualTo(new TlsFailure.Malformed(what));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void isTheSameWhenItComesByteByByte(InvalidMessage what, Consumer<ScriptedClient> script) {
        assertThat(Provocation.of(script).byteByByte().provoke())
                .isEqualTo(new TlsFailure.Malformed(what));
    }

    @Test
    void noneIsWithoutATest() {
        assertThat(SCRIPTS).containsOnlyKeys(InvalidMessage.values());
    }

    private static Consumer<ScriptedClient> hello(Consumer<Hello> change) {
        return client -> {
            change.accept(client.hello());
            client.sendHello();
        };
    }

    private static Consumer<ScriptedClient> extension(ExtensionType type, String data) {
        return hello(hello -> hello.set(type, hex(data)));
    }

    private static void sendBody(ScriptedClient client, byte[] body) {
        client.sendPlain(ContentType.HANDSHAKE, Hello.message(HandshakeType.CLIENT_HELLO, body));
    }

    private static byte[] finishedOf(int length) {
        return Hello.message(HandshakeType.FINISHED, new byte[length]);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
