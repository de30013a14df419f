package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.TrackingCrypto;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keys and secrets are forgotten as soon as they are of no more use (RFC 9846, section 6).
class SecretsTest {
    private static final Map<String, Consumer<ScriptedClient>> ENDS =
            Map.of(
                    "closed by the client before its Finished",
                    c -> c.sendHello().alert(AlertDescription.CLOSE_NOTIFY),
                    "an alert instead of Finished",
                    c -> c.sendHello().alert(AlertDescription.BAD_CERTIFICATE),
                    "a wrong Finished",
                    c ->
                            c.sendHello()
                                    .send(ContentType.HANDSHAKE, hex("14000020" + "00".repeat(32))),
                    "a wrong share",
                    c -> {
                        c.hello().share(29, new byte[31]);
                        c.sendHello();
                    },
                    "given up by the server",
                    c -> {
                        c.sendHello();
                        c.server().engine().cancel();
                    },
                    "an alert after the handshake",
                    c -> c.handshake().keyUpdate(true).alert(AlertDescription.INTERNAL_ERROR),
                    "a bad record after the handshake",
                    c -> c.handshake().sendPlain(ContentType.APPLICATION_DATA, new byte[50]),
                    "closed by its owner",
                    c -> c.handshake().server().connection().close());

    private final TrackingCrypto crypto = new TrackingCrypto(TestServer.CRYPTO);

    static Stream<String> ends() {
        return ENDS.keySet().stream();
    }

    /// What is the same for all connections is no secret, and is made but once.
    @BeforeAll
    static void makeWhatIsCommonToAllConnections() {
        new ScriptedClient(new TestServer()).handshake();
    }

    @ParameterizedTest
    @MethodSource("ends")
    @Requirement("RFC 9846, 6 forgetting")
    void areForgottenWhenTheConnectionEnds(String end) {
        ENDS.get(end).accept(client());

        assertThat(crypto.secretsAlive()).isEmpty();
        assertThat(crypto.aeadsOpen()).isZero();
    }

    /// Two traffic secrets, the exporter's, and two write_ivs.
    @Test
    void areKeptByAConnectionOnlyAsFarAsItNeedsThem() {
        client().handshake().requireEstablished();

        assertThat(crypto.secretsMade()).isGreaterThan(15);
        assertThat(crypto.secretsAlive()).hasSize(5);
        assertThat(crypto.aeadsOpen()).isEqualTo(2);
    }

    @Test
    void areForgottenWhenTheNextTakeTheirPlace() {
        ScriptedClient client = client().handshake();
        for (int i = 0; i < 10; i++) {
            client.keyUpdate(true).send(new byte[1]);
        }

        assertThat(crypto.secretsAlive()).hasSize(5);
        assertThat(crypto.aeadsOpen()).isEqualTo(2);
    }

    private ScriptedClient client() {
        return new ScriptedClient(
                new TestServer(crypto, TestServer.CONFIGURATION, EngineLimits.DEFAULT));
    }
}
