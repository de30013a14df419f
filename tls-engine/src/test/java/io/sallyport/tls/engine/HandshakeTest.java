package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.testing.TestServer;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    @Test
    void completesWithTheScriptedClient() {
        ScriptedClient client = new ScriptedClient(new TestServer());

        client.handshake().requireEstablished();

        client.send(new byte[] {1, 2, 3});
        assertThat(client.server().received()).containsExactly(1, 2, 3);
        client.take(client.server().send(new byte[] {4, 5}));
        assertThat(client.flights().received()).containsExactly(4, 5);
    }
}
