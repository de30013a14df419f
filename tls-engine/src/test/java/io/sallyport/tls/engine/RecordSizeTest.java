package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.client.ServerFlights.SeenRecord;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits on the size of records that a client asks for (RFC 8449; RFC 6066, section 4).
class RecordSizeTest {
    private static final int FULL = 1 << 14;

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 300, 4096, FULL, FULL + 1, FULL + 2, 0xffff})
    @Requirement("RFC 8449, 4 outbound")
    void keepsToTheRecordSizeLimit(int limit) {
        ScriptedClient client = limitedTo(limit);
        int most = Math.min(limit - 1, FULL);

        client.handshake().take(client.server().send(new byte[20_000])).requireEstablished();

        assertThat(client.server().connection().maximumPlaintext()).isEqualTo(most);
        assertThat(client.flights().received()).hasSize(20_000);
        assertThat(client.flights().records())
                .filteredOn(record -> record.outer() == ContentType.APPLICATION_DATA.code())
                .allSatisfy(record -> assertThat(record.length()).isLessThanOrEqualTo(most))
                .extracting(SeenRecord::length)
                .contains(most);
    }

    @Test
    void announcesItsOwnLimitToClientsThatKnowTheExtension() {
        ScriptedClient client = limitedTo(64).handshake();

        assertThat(client.flights().encryptedExtensions())
                .containsEntry(ExtensionType.RECORD_SIZE_LIMIT.code(), hex("4001"));
    }

    @Test
    void takesFullRecordsFromAClientThatLimitsItsOwn() {
        ScriptedClient client = limitedTo(64).handshake();

        client.send(new byte[FULL]).requireEstablished();

        assertThat(client.server().received()).hasSize(FULL);
    }

    @ParameterizedTest
    @CsvSource({"01,512", "02,1024", "03,2048", "04,4096"})
    void keepsToTheMaximumFragmentLength(String code, int most) {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().set(ExtensionType.MAX_FRAGMENT_LENGTH, hex(code));

        client.handshake().take(client.server().send(new byte[5000])).requireEstablished();

        assertThat(client.flights().encryptedExtensions())
                .containsEntry(ExtensionType.MAX_FRAGMENT_LENGTH.code(), hex(code));
        assertThat(client.flights().received()).hasSize(5000);
        assertThat(client.flights().records())
                .filteredOn(record -> record.outer() == ContentType.APPLICATION_DATA.code())
                .allSatisfy(record -> assertThat(record.length()).isLessThanOrEqualTo(most));
        client.send(new byte[most]).requireEstablished();
    }

    @Test
    @Requirement("RFC 8449, 5 fragment length")
    void ignoresTheFragmentLengthBesideARecordSizeLimit() {
        ScriptedClient client = limitedTo(FULL + 1);
        client.hello().set(ExtensionType.MAX_FRAGMENT_LENGTH, hex("01"));

        client.handshake().send(new byte[FULL]).requireEstablished();

        assertThat(client.flights().encryptedExtensions())
                .containsOnlyKeys(
                        ExtensionType.SERVER_NAME.code(), ExtensionType.RECORD_SIZE_LIMIT.code());
        assertThat(client.server().connection().maximumPlaintext()).isEqualTo(FULL);
    }

    @Test
    void sendsFullRecordsIfNothingLimitsThem() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();

        client.take(client.server().send(new byte[FULL]));

        assertThat(client.flights().records())
                .contains(
                        new SeenRecord(
                                ContentType.APPLICATION_DATA.code(),
                                ContentType.APPLICATION_DATA.code(),
                                FULL));
        assertThat(client.flights().encryptedExtensions())
                .containsOnlyKeys(ExtensionType.SERVER_NAME.code());
    }

    @Test
    void refusesToSealMoreThanTheClientTakes() {
        TlsConnection connection = limitedTo(100).handshake().server().connection();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection.seal(new byte[101], 0, 100, new byte[200], 0))
                .withMessage("inLength: 100 (expected: at most 99)");
    }

    private static ScriptedClient limitedTo(int limit) {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello()
                .set(
                        ExtensionType.RECORD_SIZE_LIMIT,
                        new byte[] {(byte) (limit >>> 8), (byte) limit});
        return client;
    }
}
