package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.testing.Requirement;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Records that do not authenticate (RFC 9846, section 5.2).
class BadRecordMacTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    @Requirement("RFC 9846, 5.2 authentication")
    void refusesARecordWithABitFlippedAnywhere(CipherSuite suite) {
        int length = 5 + 3 + 1 + 16;
        for (int i = 5; i < length; i++) {
            int position = i;
            provoke(client -> {
                client.hello().cipherSuites(suite);
                byte[] record = client.handshake().seal(ContentType.APPLICATION_DATA, new byte[3]);
                record[position] ^= 1;
                client.raw(record);
            });
        }
    }

    @Test
    void authenticatesTheHeader() {
        provoke(client -> {
            byte[] record = client.handshake().seal(ContentType.APPLICATION_DATA, new byte[3]);
            record[2] = 4;
            client.raw(record);
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    void refusesRecordsShorterThanATag(CipherSuite suite) {
        for (int i = 0; i < 16; i++) {
            int length = i;
            provoke(client -> {
                client.hello().cipherSuites(suite);
                client.handshake().sendPlain(ContentType.APPLICATION_DATA, new byte[length]);
            });
        }
    }

    @Test
    void refusesARecordSentTwice() {
        provoke(client -> {
            byte[] record = client.handshake().seal(ContentType.APPLICATION_DATA, new byte[0]);
            client.raw(record).raw(record);
        });
    }

    @Test
    void refusesRecordsOutOfOrder() {
        provoke(client -> {
            client.handshake().seal(ContentType.APPLICATION_DATA, new byte[0]);
            client.send(new byte[0]);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement("RFC 9846, 4.7.3 old keys")
    void refusesDataUnderKeysThatAreNotInForce(boolean tooOld) {
        provoke(client -> {
            if (tooOld) {
                // a KeyUpdate is sent, the key stays
                client.handshake().send(ContentType.HANDSHAKE, new byte[] {24, 0, 0, 1, 0});
            } else {
                client.handshake().flights().updateOwnKeys();
            }
            client.send(new byte[0]);
        });
    }

    @Test
    void refusesApplicationDataUnderHandshakeKeys() {
        provoke(client -> {
            client.sendHello();
            client.raw(client.seal(ContentType.HANDSHAKE, client.finished()));
            client.send(new byte[0]);
        });
    }

    private static void provoke(Consumer<ScriptedClient> script) {
        assertThat(Provocation.of(script).provoke()).isEqualTo(new TlsFailure.BadRecordMac());
    }
}
