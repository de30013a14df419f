package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.testing.TestServer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keying material for others (RFC 9846, section 7.5). That clients of others export the same stands in
/// the interop tests.
class ExporterTest {
    private static final byte[] NONE = {};

    @Test
    void dependsOnLabelContextLengthAndConnection() {
        TlsConnection connection = connection();
        Secret secret = connection.export("EXPORTER-a", NONE, 32);

        assertThat(secret).isEqualTo(connection.export("EXPORTER-a", NONE, 32));
        assertThat(secret).isNotEqualTo(connection.export("EXPORTER-b", NONE, 32));
        assertThat(secret).isNotEqualTo(connection.export("EXPORTER-a", new byte[1], 32));
        assertThat(secret).isNotEqualTo(connection().export("EXPORTER-a", NONE, 32));
        assertThat(Arrays.copyOf(connection.export("EXPORTER-a", NONE, 33).bytes(), 32))
                .isNotEqualTo(secret.bytes());
    }

    @Test
    void stillWorksAfterKeyUpdates() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        TlsConnection connection = client.server().connection();
        Secret before = connection.export("EXPORTER-a", NONE, 32);

        client.keyUpdate(true);

        assertThat(connection.export("EXPORTER-a", NONE, 32)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 255 * 32 + 1, 1 << 20})
    void refusesLengthsThatHkdfCannotMake(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection().export("EXPORTER-a", NONE, length))
                .withMessage("length: " + length + " (expected: 1 to 8160)");
    }

    @Test
    void makesTheLongestOutput() {
        assertThat(connection().export("EXPORTER-a", NONE, 255 * 32).length()).isEqualTo(8160);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EXPORTER-\u00e9", "new\nline"})
    void refusesLabelsThatAreNone(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection().export(label, NONE, 32))
                .withMessageStartingWith("label: ");
    }

    @Test
    void refusesALabelThatIsTooLong() {
        assertThat(connection().export("a".repeat(249), NONE, 32).length()).isEqualTo(32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection().export("a".repeat(250), NONE, 32));
    }

    @Test
    void refusesToExportFromForgottenKeys() {
        TlsConnection connection = connection();
        connection.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> connection.export("EXPORTER-a", NONE, 32));
    }

    private static TlsConnection connection() {
        return new ScriptedClient(new TestServer()).handshake().server().connection();
    }
}
