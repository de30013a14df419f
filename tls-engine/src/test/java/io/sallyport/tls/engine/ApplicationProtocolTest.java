package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// ALPN (RFC 7301, section 3.2). That a list without a common protocol is refused stands in
/// [PeerIncompatibleTest].
class ApplicationProtocolTest {
    private static final int ALPN = ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION.code();

    @Test
    void isChosenByTheServersPreference() {
        ScriptedClient client = talkingTo("h2", "http/1.1");
        client.hello().protocols("http/1.1", "h2", "h3");

        client.handshake().requireEstablished();

        assertThat(client.flights().encryptedExtensions()).containsEntry(ALPN, hex("0003 02 6832"));
        assertThat(client.server().connection().session().applicationProtocol()).isEqualTo("h2");
    }

    @Test
    void goesUnansweredIfTheServerHasNone() {
        ScriptedClient client = talkingTo();
        client.hello().protocols("h2");

        client.handshake().requireEstablished();

        assertThat(client.flights().encryptedExtensions()).doesNotContainKey(ALPN);
        assertThat(client.server().connection().session().applicationProtocol()).isNull();
    }

    @Test
    @Requirement("RFC 9846, 4.3 unsolicited")
    void isNotAnsweredToAClientThatOffersNone() {
        ScriptedClient client = talkingTo("h2").handshake();

        client.requireEstablished();

        assertThat(client.flights().encryptedExtensions()).doesNotContainKey(ALPN);
        assertThat(client.server().connection().session().applicationProtocol()).isNull();
    }

    @Test
    void comparesBytesAndNotLetters() {
        ScriptedClient client = talkingTo("\u00e9");
        client.hello().set(ALPN, hex("0004 01 c9 01 e9"));

        client.handshake().requireEstablished();

        assertThat(client.flights().encryptedExtensions()).containsEntry(ALPN, hex("0002 01 e9"));
    }

    private static ScriptedClient talkingTo(String... protocols) {
        ServerConfiguration plain = TestServer.CONFIGURATION;
        return new ScriptedClient(
                new TestServer(
                        new ServerConfiguration(
                                plain.policy(),
                                plain.credentials(),
                                plain.unknownServerName(),
                                List.of(protocols),
                                null)));
    }
}
