package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Early data of a client that resumes with someone else's ticket: skipped (RFC 9846, section 4.3.10).
class EarlyDataTest {

    /// One identity of 7 bytes and a binder of 32.
    private static final String PSK = "000d 0007 61626364656667 00000000 0021 20" + "00".repeat(32);

    @Test
    @Requirement("RFC 9846, 4.3.10 skipping")
    void isSkippedAndTheHandshakeCompletes() {
        ScriptedClient client = offering();
        client.sendHello();
        client.changeCipherSpec();
        client.sendPlain(ContentType.APPLICATION_DATA, new byte[(1 << 14) + 256]);
        client.sendPlain(ContentType.APPLICATION_DATA, new byte[17]);
        client.sendPlain(ContentType.APPLICATION_DATA, new byte[0]);

        client.sendFinished().send(new byte[] {5}).requireEstablished();

        assertThat(client.server().received()).containsExactly(5);
        assertThat(client.flights().encryptedExtensions())
                .doesNotContainKey(ExtensionType.EARLY_DATA.code());
        assertThat(client.flights().serverHello().extensions())
                .doesNotContainKey(ExtensionType.PRE_SHARED_KEY.code());
    }

    @Test
    void endsWithTheFirstRecordThatCanBeOpened() {
        ScriptedClient client = offering();
        client.sendHello();
        client.sendPlain(ContentType.APPLICATION_DATA, new byte[40]);
        byte[] finished = client.finished();
        client.send(ContentType.HANDSHAKE, Arrays.copyOf(finished, 10));

        client.sendPlain(ContentType.APPLICATION_DATA, new byte[40]);

        assertThat(client.server().failure()).isEqualTo(new TlsFailure.BadRecordMac());
    }

    @Test
    void isNotSkippedForAClientThatAnnouncedNone() {
        TlsFailure failure =
                Provocation.of(client ->
                                client.sendHello()
                                        .sendPlain(ContentType.APPLICATION_DATA, new byte[40]))
                        .provoke();

        assertThat(failure).isEqualTo(new TlsFailure.BadRecordMac());
    }

    private static ScriptedClient offering() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello()
                .set(ExtensionType.EARLY_DATA, hex(""))
                .set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("0101"))
                .append(ExtensionType.PRE_SHARED_KEY.code(), hex(PSK));
        return client;
    }
}
