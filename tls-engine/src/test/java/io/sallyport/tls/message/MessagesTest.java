package io.sallyport.tls.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.event.ClientHelloInfo;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/// Messages that are written and read again, and messages that are none.
class MessagesTest {

    @Property
    void readsAHelloAsItWasMeant(
            @ForAll @Size(32) byte[] random,
            @ForAll @Size(max = 32) byte[] sessionId,
            @ForAll("codes") List<Integer> suites,
            @ForAll("codes") List<Integer> groups,
            @ForAll @LowerChars @StringLength(min = 1, max = 63) String serverName,
            @ForAll @Size(min = 1, max = 5)
                    List<@AlphaChars @StringLength(min = 1, max = 9) String> protocols)
            throws TlsException {
        Hello hello =
                Hello.with()
                        .random(random)
                        .sessionId(sessionId)
                        .cipherSuites(array(suites))
                        .groups(array(groups))
                        .serverName(serverName)
                        .protocols(protocols.toArray(String[]::new));

        ClientHello read = ClientHello.read(HandshakeMessage.owning(hello.message()));

        assertThat(read.random()).isEqualTo(random);
        assertThat(read.sessionId()).isEqualTo(sessionId);
        assertThat(read.extensions().applicationProtocols()).isEqualTo(protocols);
        ClientHelloInfo info = read.info();
        assertThat(info.cipherSuites()).isEqualTo(CodePoints.of(array(suites)));
        assertThat(info.supportedGroups()).isEqualTo(CodePoints.of(array(groups)));
        assertThat(info.serverName()).isEqualTo(serverName);
        assertThat(info.length()).isEqualTo(hello.message().length);
        assertThat(read.repeats(read)).isTrue();
    }

    @Property
    void failsInOrderOnBytesThatAreNoHello(@ForAll @Size(max = 300) byte[] body) {
        readOrFail(Hello.message(HandshakeType.CLIENT_HELLO, body));
    }

    /// A good hello with some of its bytes changed gets deeper than noise.
    @Property
    void failsInOrderOnADamagedHello(
            @ForAll @Size(max = 4) List<@IntRange(max = 400) Integer> positions,
            @ForAll @Size(4) byte[] values) {
        byte[] body = fullHello().body();
        for (int i = 0; i < positions.size(); i++) {
            body[positions.get(i) % body.length] = values[i];
        }

        readOrFail(Hello.message(HandshakeType.CLIENT_HELLO, body));
    }

    @Property
    void failsInOrderOnExtensionsWithAnyData(
            @ForAll("extensions") ExtensionType type, @ForAll @Size(max = 40) byte[] data) {
        readOrFail(Hello.with().set(type, data).message());
    }

    @Property
    void readsAnAlertAsItWasWritten(
            @ForAll @IntRange(max = 255) int level, @ForAll @IntRange(max = 255) int code)
            throws TlsException {
        Alert alert = new Alert(level, code);

        assertThat(Alert.read(alert.encoded(), 0, 2)).isEqualTo(alert);
    }

    @Property
    void readsAKeyUpdateAsItWasWritten(@ForAll boolean requested) throws TlsException {
        KeyUpdate update = new KeyUpdate(requested);

        assertThat(KeyUpdate.read(HandshakeMessage.owning(update.encoded()))).isEqualTo(update);
    }

    @Property
    void readsAFinishedAsItWasWritten(@ForAll @Size(min = 1, max = 64) byte[] verifyData)
            throws TlsException {
        WireWriter out = new WireWriter(4);
        Finished.write(out, verifyData);

        HandshakeMessage message = HandshakeMessage.owning(out.toByteArray());

        assertThat(message.type()).isEqualTo(HandshakeType.FINISHED);
        assertThat(Finished.read(message, verifyData.length)).isEqualTo(verifyData);
    }

    @Property
    void isAMessageOnlyIfItsHeaderTellsItsLength(@ForAll @Size(max = 20) byte[] bytes) {
        boolean right =
                bytes.length >= 4
                        && ((bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff)
                                == bytes.length - 4;
        boolean taken;
        try {
            taken = HandshakeMessage.owning(bytes).bytes().length == bytes.length;
        } catch (TlsException e) {
            taken = false;
        }

        assertThat(taken).isEqualTo(right);
    }

    @Provide
    Arbitrary<List<Integer>> codes() {
        return Arbitraries.integers().between(0, 0xffff).list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<ExtensionType> extensions() {
        return Arbitraries.of(ExtensionType.class);
    }

    /// Whatever the bytes: a hello or a failure, and the bytes as they were.
    private static void readOrFail(byte[] message) {
        byte[] before = message.clone();
        try {
            ClientHello hello = ClientHello.read(HandshakeMessage.owning(message));
            assertThat(hello.info().length()).isEqualTo(message.length);
        } catch (TlsException e) {
            assertThat(e.failure().alert()).isPresent();
        }
        assertThat(message).isEqualTo(before);
    }

    private static Hello fullHello() {
        return Hello.with()
                .share(29, new byte[32])
                .protocols("h2", "http/1.1")
                .set(ExtensionType.STATUS_REQUEST, new byte[] {1, 0, 0, 0, 0})
                .set(ExtensionType.RECORD_SIZE_LIMIT, new byte[] {64, 1})
                .set(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {1})
                .set(ExtensionType.COOKIE, new byte[] {0, 1, 7})
                .set(ExtensionType.CERTIFICATE_AUTHORITIES, new byte[] {0, 3, 0, 1, 48})
                .set(ExtensionType.PSK_KEY_EXCHANGE_MODES, new byte[] {1, 1})
                .append(41, preSharedKey());
    }

    private static byte[] preSharedKey() {
        WireWriter out = new WireWriter(64);
        out.vector16(() -> out.vector16(() -> out.opaque(new byte[7])).uint16(0).uint16(0));
        out.vector16(() -> out.vector8(() -> out.opaque(new byte[32])));
        return out.toByteArray();
    }

    private static int[] array(List<Integer> values) {
        return Arrays.stream(values.toArray(Integer[]::new)).mapToInt(i -> i).toArray();
    }
}
