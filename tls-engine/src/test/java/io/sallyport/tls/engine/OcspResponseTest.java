package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import org.junit.jupiter.api.Test;

/// Stapled responses in TLS 1.3.
class OcspResponseTest {
    private static final byte[] RESPONSE = hex("30 03 0a 01 00");

    @Test
    @Requirement("RFC 9846, 4.5.1.1 status")
    void standsInTheEntryOfTheCertificateForThoseWhoAsk() {
        ScriptedClient client = new ScriptedClient(stapling());
        client.hello().set(ExtensionType.STATUS_REQUEST, hex("01 0000 0000"));
        client.handshake().requireEstablished();

        assertThat(client.flights().certificateExtensions())
                .singleElement()
                .satisfies(extensions ->
                        assertThat(extensions)
                                .containsOnlyKeys(5)
                                .containsEntry(5, hex("01 000005 30030a0100")));
    }

    @Test
    void isNotSentToOthers() {
        ScriptedClient silent = new ScriptedClient(stapling());
        silent.handshake().requireEstablished();
        ScriptedClient another = new ScriptedClient(stapling());
        another.hello().set(ExtensionType.STATUS_REQUEST, hex("02 0000 0000"));
        another.handshake().requireEstablished();

        assertThat(silent.flights().certificateExtensions().getFirst()).isEmpty();
        assertThat(another.flights().certificateExtensions().getFirst()).isEmpty();
    }

    private static TestServer stapling() {
        return new TestServer(
                TestServer.configuration(
                        TestPki.credential(TestServer.CRYPTO, KeyType.EC_P256)
                                .withOcspResponse(new OcspResponse(RESPONSE))));
    }
}
