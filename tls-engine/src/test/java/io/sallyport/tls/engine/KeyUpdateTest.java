package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.client.ServerFlights.SeenRecord;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.message.KeyUpdate;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Change of traffic keys (RFC 9846, section 4.7.3).
class KeyUpdateTest {
    private static final KeyUpdate NOT_REQUESTED = new KeyUpdate(false);
    private static final KeyUpdate REQUESTED = new KeyUpdate(true);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    void followsTheClientAsOftenAsItLikesWhileDataFlows(CipherSuite suite) {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().cipherSuites(suite);
        client.handshake();
        int times = 3 * EngineLimits.DEFAULT.keyUpdates();
        for (int i = 0; i < times; i++) {
            client.keyUpdate(false).send(new byte[] {(byte) i});
        }

        client.requireEstablished();

        assertThat(client.server().received()).hasSize(times);
        assertThat(client.flights().keyUpdates()).isEmpty();
        assertThat(client.server().events(TlsEvent.KeysUpdated.class))
                .hasSize(times)
                .containsOnly(new TlsEvent.KeysUpdated(false));
    }

    @Test
    void answersARequestByAnUpdateThatRequestsNone() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();

        client.keyUpdate(true).take(client.server().send(new byte[] {1})).requireEstablished();

        assertThat(client.flights().keyUpdates()).containsExactly(NOT_REQUESTED);
        assertThat(client.flights().received()).containsExactly(1);
    }

    @Test
    void answersSeveralRequestsOnceWhileItIsSilent() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        byte[] requests = {};
        for (int i = 0; i < 5; i++) {
            requests =
                    ScriptedClient.join(
                            requests, client.seal(ContentType.HANDSHAKE, REQUESTED.encoded()));
            client.flights().updateOwnKeys();
        }

        client.raw(requests).take(client.server().send(new byte[] {1})).requireEstablished();

        assertThat(client.flights().keyUpdates()).containsExactly(NOT_REQUESTED);
        assertThat(client.flights().received()).containsExactly(1);
    }

    @Test
    @Requirement("RFC 9846, 4.7.3 answer")
    void putsTheAnswerBeforeTheNextData() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        TlsConnection connection = client.server().connection();
        byte[] request = client.seal(ContentType.HANDSHAKE, REQUESTED.encoded());
        connection.read(ByteBuffer.wrap(request), new RecordScratch(), (_, _, _) -> {});

        assertThat(connection.hasOutput()).isTrue();
        client.take(client.server().send(new byte[] {1}));

        assertThat(connection.hasOutput()).isFalse();
        assertThat(client.flights().keyUpdates()).containsExactly(NOT_REQUESTED);
        assertThat(client.flights().received()).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updatesItsOwnKeys(boolean request) {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();

        client.server().connection().updateKeys(request);
        client.take(client.server().send(new byte[] {1}));

        assertThat(client.flights().keyUpdates()).containsExactly(new KeyUpdate(request));
        assertThat(client.flights().received()).containsExactly(1);
        assertThat(client.server().events(TlsEvent.KeysUpdated.class))
                .containsExactly(new TlsEvent.KeysUpdated(true));
    }

    @Test
    @Requirement("RFC 9846, 4.7.3 no second request")
    void doesNotRequestAgainBeforeTheClientHasUpdated() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        TlsConnection connection = client.server().connection();

        connection.updateKeys(true);
        connection.updateKeys(true);
        client.take(client.server().output()).keyUpdate(false);
        connection.updateKeys(true);
        client.take(client.server().output());

        assertThat(client.flights().keyUpdates())
                .containsExactly(REQUESTED, NOT_REQUESTED, REQUESTED);
    }

    @Test
    @Requirement("RFC 9846, 5.5 limits")
    void updatesByItselfBeforeTheKeyIsWornOut() {
        EngineLimits limits = EngineLimits.DEFAULT.withRecordsUnderOneKey(4);
        ScriptedClient client =
                new ScriptedClient(new TestServer(TestServer.CONFIGURATION, limits)).handshake();
        for (int i = 0; i < 10; i++) {
            client.take(client.server().send(new byte[] {(byte) i}));
        }

        int data = ContentType.APPLICATION_DATA.code();
        SeenRecord update = new SeenRecord(data, ContentType.HANDSHAKE.code(), 5);
        SeenRecord one = new SeenRecord(data, data, 1);
        assertThat(client.flights().received()).hasSize(10);
        assertThat(client.flights().records())
                .endsWith(one, one, one, update, one, one, one, update, one, one, one, update, one);
        assertThat(client.flights().keyUpdates()).containsOnly(NOT_REQUESTED);
    }

    @Test
    void staysWithinItsBoundWhenItUpdatesByItself() {
        EngineLimits limits = EngineLimits.DEFAULT.withRecordsUnderOneKey(2);
        TlsConnection connection =
                new ScriptedClient(new TestServer(TestServer.CONFIGURATION, limits))
                        .handshake()
                        .server()
                        .connection();
        for (int i = 0; i < 5; i++) {
            int bound = connection.sealedBound(100);
            byte[] out = new byte[bound + 1];
            Arrays.fill(out, (byte) 0x55);

            int written = connection.seal(new byte[101], 0, 100, out, 0);

            assertThat(written).isLessThanOrEqualTo(bound);
            assertThat(out[bound]).isEqualTo((byte) 0x55);
        }
    }

    @Test
    void doesNotAnswerOnceItsOwnSideIsClosed() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        client.server().connection().closeWrite();
        client.take(client.server().output());

        client.keyUpdate(true).send(new byte[] {1}).requireEstablished();

        assertThat(client.flights().keyUpdates()).isEmpty();
        assertThat(client.server().received()).containsExactly(1);
    }
}
