package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.RecordCipher;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.keys.TrafficSecrets;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.testing.TestServer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The secrets that a key log gets open what went over the wire (RFC 9850).
class KeyLogTest {
    private final Map<String, byte[]> secrets = new LinkedHashMap<>();
    private byte[] named = {};

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    void letsAnObserverDecrypt(CipherSuite suite) throws Exception {
        ScriptedClient client = logged();
        client.hello().cipherSuites(suite);
        client.sendHello();
        byte[] finished = client.seal(ContentType.HANDSHAKE, client.finished());
        client.beginApplicationData().raw(finished);
        byte[] up = client.seal(ContentType.APPLICATION_DATA, new byte[] {1, 2});
        client.raw(up);
        byte[] down = client.server().send(new byte[] {3, 4});

        assertThat(open(suite, "CLIENT_HANDSHAKE_TRAFFIC_SECRET", finished))
                .isEqualTo(ScriptedClient.join(client.finished(), new byte[] {22}));
        assertThat(open(suite, "CLIENT_TRAFFIC_SECRET_0", up)).containsExactly(1, 2, 23);
        assertThat(open(suite, "SERVER_TRAFFIC_SECRET_0", down)).containsExactly(3, 4, 23);
        assertThat(secrets.get("SERVER_HANDSHAKE_TRAFFIC_SECRET"))
                .isEqualTo(client.flights().handshakeSecrets().server().secret().bytes());
        assertThat(secrets.get("EXPORTER_SECRET"))
                .isEqualTo(client.flights().applicationSecrets().exporter().secret().bytes());
        assertThat(secrets)
                .containsOnlyKeys(
                        "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
                        "SERVER_HANDSHAKE_TRAFFIC_SECRET",
                        "CLIENT_TRAFFIC_SECRET_0",
                        "SERVER_TRAFFIC_SECRET_0",
                        "EXPORTER_SECRET");
    }

    @Test
    void namesTheConnectionByTheRandomOfTheFirstHello() {
        ScriptedClient client = logged();
        byte[] random = HexFormat.of().parseHex("42".repeat(32));
        client.hello().random(random).shares();

        client.handshake().requireEstablished();

        assertThat(named).isEqualTo(random);
    }

    @Test
    void getsTheSecretsOfEveryKeyUpdate() throws Exception {
        ScriptedClient client = logged().handshake();
        client.keyUpdate(true).keyUpdate(true);
        byte[] up = client.seal(ContentType.APPLICATION_DATA, new byte[] {1});
        byte[] down = client.server().send(new byte[] {2});
        CipherSuite suite = client.server().connection().session().cipherSuite();

        assertThat(open(suite, "CLIENT_TRAFFIC_SECRET_2", up)).containsExactly(1, 23);
        assertThat(open(suite, "SERVER_TRAFFIC_SECRET_2", down)).containsExactly(2, 23);
    }

    private ScriptedClient logged() {
        ServerConfiguration plain = TestServer.CONFIGURATION;
        return new ScriptedClient(
                new TestServer(
                        new ServerConfiguration(
                                plain.policy(),
                                plain.credentials(),
                                plain.unknownServerName(),
                                plain.applicationProtocols(),
                                (label, clientRandom, secret) -> {
                                    named = clientRandom.clone();
                                    secrets.put(label, secret.clone());
                                })));
    }

    private byte[] open(CipherSuite suite, String label, byte[] record) throws Exception {
        byte[] secret = Objects.requireNonNull(secrets.get(label), label);
        int length = 5 + ((record[3] & 0xff) << 8 | record[4] & 0xff);
        return new RecordCipher(TrafficSecrets.of(TestServer.CRYPTO, suite, secret))
                .open(Arrays.copyOf(record, length));
    }
}
