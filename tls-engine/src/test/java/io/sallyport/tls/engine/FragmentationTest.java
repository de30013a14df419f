package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.join;
import static io.sallyport.tls.client.ScriptedClient.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records and messages cut and joined in every way (RFC 9846, section 5.1).
class FragmentationTest {

    @Test
    void takesAClientHelloCutAnywhere() {
        byte[] record = helloRecord();
        for (int cut = 1; cut < record.length; cut++) {
            TestServer server = new TestServer();

            assertThat(server.feed(Arrays.copyOf(record, cut))).isEmpty();
            assertThat(server.progress()).isEqualTo(new Progress.NeedsInput());
            assertThat(server.feed(Arrays.copyOfRange(record, cut, record.length))).isNotEmpty();
            assertThat(server.failure()).isNull();
        }
    }

    @Test
    void refusesAClientHelloThatEndsTooSoonWhereverThatIs() {
        byte[] body = new ScriptedClient(new TestServer()).hello().body();
        for (int length = 0; length < body.length; length++) {
            TestServer server = new TestServer();
            byte[] message = Hello.message(HandshakeType.CLIENT_HELLO, Arrays.copyOf(body, length));

            server.feed(record(22, 0x0301, message));

            TlsFailure failure = Objects.requireNonNull(server.failure());
            // before extensions were invented, a hello ended after its compression methods
            boolean ancient = length == body.length - extensionsLength(body);
            assertThat(failure.alert())
                    .as("cut after %d bytes", length)
                    .contains(
                            ancient
                                    ? AlertDescription.PROTOCOL_VERSION
                                    : AlertDescription.DECODE_ERROR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 255})
    @Requirement("RFC 9846, 5.1 fragments")
    void joinsAClientHelloFromRecordsOfAnySize(int size) {
        ScriptedClient client = new ScriptedClient(new TestServer());

        client.raw(cut(client.beginHello(), size)).sendFinished().requireEstablished();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 35})
    void joinsFinishedFromRecordsOfAnySize(int size) {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.sendHello();
        byte[] finished = client.finished();
        for (int start = 0; start < finished.length; start += size) {
            int end = Math.min(start + size, finished.length);
            client.send(ContentType.HANDSHAKE, Arrays.copyOfRange(finished, start, end));
        }

        client.beginApplicationData().requireEstablished();
    }

    @Test
    void joinsAKeyUpdateFromRecordsOfOneByte() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        for (byte b : new byte[] {24, 0, 0, 1, 0}) {
            client.send(ContentType.HANDSHAKE, new byte[] {b});
        }
        client.flights().updateOwnKeys();

        client.send(new byte[] {7}).requireEstablished();

        assertThat(client.server().received()).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 100, 1000})
    void doesNotCareInWhatPiecesBytesArrive(int size) {
        ScriptedClient client = new ScriptedClient(new TestServer().inPiecesOf(size));

        client.handshake().send(new byte[3000]).requireEstablished();

        assertThat(client.server().received()).hasSize(3000);
    }

    @Test
    void takesFinishedAndDataThatArriveTogether() {
        ScriptedClient client = new ScriptedClient(new TestServer()).sendHello();
        byte[] finished = client.seal(ContentType.HANDSHAKE, client.finished());
        client.beginApplicationData();
        byte[] data = client.seal(ContentType.APPLICATION_DATA, new byte[] {1, 2});

        client.raw(join(finished, data)).requireEstablished();

        assertThat(client.server().received()).containsExactly(1, 2);
    }

    @Test
    void takesRecordsUpToTheLimits() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        byte[] full = new byte[1 << 14];
        byte[] padded = new byte[(1 << 14) + 1];
        padded[1] = 23;

        client.send(full).sendInner(padded).requireEstablished();

        assertThat(client.server().received()).hasSize(full.length + 1);
    }

    @Test
    void takesAClientHelloUpToItsLimitAndNotBeyond() {
        EngineLimits limits = EngineLimits.DEFAULT.withClientHelloSize(1000);
        ScriptedClient allowed =
                new ScriptedClient(new TestServer(TestServer.CONFIGURATION, limits));
        pad(allowed.hello(), 1000);
        ScriptedClient refused =
                new ScriptedClient(new TestServer(TestServer.CONFIGURATION, limits));
        pad(refused.hello(), 1001);

        allowed.handshake().requireEstablished();
        refused.sendHello();

        assertThat(refused.alerts()).containsExactly(AlertDescription.ILLEGAL_PARAMETER);
    }

    @Test
    @Requirement("RFC 9846, 5.1 version")
    void ignoresTheVersionOfRecords() {
        for (int version : new int[] {0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x03ff}) {
            ScriptedClient client = new ScriptedClient(new TestServer());

            client.raw(record(22, version, client.beginHello())).sendFinished();

            client.requireEstablished();
        }
    }

    @Test
    void emitsTheClientHelloOnceItIsWhole() {
        TestServer server = new TestServer();
        byte[] record = helloRecord();

        server.feed(Arrays.copyOf(record, record.length - 1));
        assertThat(server.events(TlsEvent.ClientHelloReceived.class)).isEmpty();
        server.feed(Arrays.copyOfRange(record, record.length - 1, record.length));

        assertThat(server.events(TlsEvent.ClientHelloReceived.class)).hasSize(1);
    }

    private static byte[] helloRecord() {
        return record(22, 0x0301, new ScriptedClient(new TestServer()).beginHello());
    }

    /// One record for each piece of the message.
    private static byte[] cut(byte[] message, int size) {
        byte[] records = {};
        for (int start = 0; start < message.length; start += size) {
            int end = Math.min(start + size, message.length);
            records = join(records, record(22, 0x0301, Arrays.copyOfRange(message, start, end)));
        }
        return records;
    }

    private static void pad(Hello hello, int length) {
        hello.set(21, new byte[length - hello.copy().set(21, new byte[0]).message().length]);
    }

    /// The extension block with its length: what follows the 2 compression bytes.
    private static int extensionsLength(byte[] body) {
        int position = 2 + 32;
        position += 1 + body[position];
        position += 2 + ((body[position] & 0xff) << 8 | body[position + 1] & 0xff);
        position += 1 + body[position];
        return body.length - position;
    }
}
