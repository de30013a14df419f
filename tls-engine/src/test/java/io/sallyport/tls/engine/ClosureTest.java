package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static io.sallyport.tls.client.ScriptedClient.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How connections end: alerts in both directions (RFC 9846, section 6).
class ClosureTest {

    @Test
    void goesOnSendingAfterTheClientHasClosedItsSide() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();

        client.send(new byte[] {1}).alert(AlertDescription.CLOSE_NOTIFY);

        assertThat(client.server().reading()).isEqualTo(Reading.PEER_CLOSED);
        assertThat(client.server().connection().isPeerClosed()).isTrue();
        client.take(client.server().send(new byte[] {2}));
        assertThat(client.flights().received()).containsExactly(2);
        assertThat(client.alerts()).isEmpty();
        client.server().connection().closeWrite();
        client.take(client.server().output());
        assertThat(client.alerts()).containsExactly(AlertDescription.CLOSE_NOTIFY);
    }

    @Test
    void goesOnReadingAfterItHasClosedItsOwnSide() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        client.server().connection().closeWrite();
        client.take(client.server().output());

        client.send(new byte[] {1}).requireEstablished();
        assertThat(client.server().received()).containsExactly(1);
        client.alert(AlertDescription.CLOSE_NOTIFY);

        assertThat(client.server().reading()).isEqualTo(Reading.PEER_CLOSED);
        assertThat(client.alerts()).containsExactly(AlertDescription.CLOSE_NOTIFY);
    }

    @Test
    @Requirement("RFC 9846, 6.1 after close_notify")
    void ignoresWhatFollowsCloseNotify() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        byte[] close = client.seal(ContentType.ALERT, hex("0100"));
        byte[] late = client.seal(ContentType.APPLICATION_DATA, new byte[] {1});

        client.raw(join(close, late, new byte[100])).raw(new byte[10]);

        assertThat(client.server().failure()).isNull();
        assertThat(client.server().reading()).isEqualTo(Reading.PEER_CLOSED);
        assertThat(client.server().received()).isEmpty();
    }

    @Test
    void closesItsSideJustOnce() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();
        TlsConnection connection = client.server().connection();

        connection.closeWrite();
        connection.closeWrite();
        client.take(client.server().output());

        assertThat(client.alerts()).containsExactly(AlertDescription.CLOSE_NOTIFY);
    }

    /// RFC 9846, section 6.1: whoever closes says so.
    @Test
    @Requirement({"RFC 9846, 4.5.3 keys after", "RFC 9846, 6.1 own close_notify"})
    void answersACloseDuringTheHandshake() {
        ScriptedClient client = new ScriptedClient(new TestServer());

        client.sendHello().alert(AlertDescription.CLOSE_NOTIFY);

        assertThat(client.server().progress()).isEqualTo(new Progress.Closed());
        assertThat(client.alerts()).containsExactly(AlertDescription.CLOSE_NOTIFY);
        assertThat(client.server().events(TlsEvent.ConnectionFailed.class)).isEmpty();
    }

    @Test
    void takesUserCanceledForAnAnnouncement() {
        ScriptedClient client = new ScriptedClient(new TestServer()).sendHello();

        client.alert(AlertDescription.USER_CANCELED);
        assertThat(client.server().progress()).isEqualTo(new Progress.NeedsInput());
        client.alert(AlertDescription.CLOSE_NOTIFY);

        assertThat(client.server().progress()).isEqualTo(new Progress.Closed());
        assertThat(client.server().events(TlsEvent.AlertReceived.class))
                .containsExactly(
                        new TlsEvent.AlertReceived(1, 90), new TlsEvent.AlertReceived(1, 0));
    }

    @Test
    void goesOnReadingAfterUserCanceled() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();

        client.alert(AlertDescription.USER_CANCELED).send(new byte[] {1}).requireEstablished();

        assertThat(client.server().received()).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSE_NOTIFY", "USER_CANCELED"})
    void endsByAnyErrorAlertWithoutAnAnswer(AlertDescription description) {
        endsWithoutAnAnswer(2, description.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 255})
    @Requirement("RFC 9846, 6 unknown alerts")
    void takesUnknownAlertsForErrors(int code) {
        endsWithoutAnAnswer(1, code);
    }

    @Test
    void takesAnAlertInTheClearFromAClientThatHasNoKeys() {
        ScriptedClient client = new ScriptedClient(new TestServer()).sendHello();

        client.sendPlain(ContentType.ALERT, hex("0246"));

        assertThat(client.server().failure()).isEqualTo(new TlsFailure.AlertReceived(2, 70));
        assertThat(client.alerts()).isEmpty();
    }

    @Test
    @Requirement("RFC 9846, 6.1 user_canceled")
    void isGivenUpByCancel() {
        ScriptedClient client = new ScriptedClient(new TestServer()).sendHello();

        client.server().engine().cancel();
        client.server().engine().cancel();
        client.take(client.server().output());

        assertThat(client.alerts())
                .containsExactly(AlertDescription.USER_CANCELED, AlertDescription.CLOSE_NOTIFY);
        assertThat(client.server().feed(new byte[10])).isEmpty();
        assertThat(client.server().progress()).isEqualTo(new Progress.Closed());
    }

    @Test
    void canBeCanceledBeforeAnythingCame() {
        TestServer server = new TestServer();

        server.engine().cancel();

        assertThat(server.output()).isEqualTo(hex("15 0303 0002 015a 15 0303 0002 0100"));
    }

    @Test
    void isNotHarmedByCancelWhenItIsEstablished() {
        ScriptedClient client = new ScriptedClient(new TestServer()).handshake();

        client.server().engine().cancel();

        client.send(new byte[] {1}).requireEstablished();
        assertThat(client.server().received()).containsExactly(1);
        assertThat(client.server().output()).isEmpty();
    }

    @Test
    void tellsThePhaseInWhichItFailed() {
        ScriptedClient early = new ScriptedClient(new TestServer());
        early.hello().cipherSuites(0x1a1a);
        ScriptedClient late = new ScriptedClient(new TestServer());

        early.sendHello();
        late.handshake().alert(AlertDescription.INTERNAL_ERROR);

        assertThat(phase(early)).isEqualTo(HandshakePhase.NEGOTIATION);
        assertThat(early.server().engine().phase()).isEqualTo(HandshakePhase.NEGOTIATION);
        assertThat(phase(late)).isEqualTo(HandshakePhase.ESTABLISHED);
    }

    private static HandshakePhase phase(ScriptedClient client) {
        return client.server().events(TlsEvent.ConnectionFailed.class).getFirst().phase();
    }

    private static void endsWithoutAnAnswer(int level, int code) {
        TlsFailure expected = new TlsFailure.AlertReceived(level, code);
        ScriptedClient during = new ScriptedClient(new TestServer());
        ScriptedClient after = new ScriptedClient(new TestServer());

        during.sendHello().alert(level, code);
        after.handshake().alert(level, code);

        assertThat(during.server().failure()).isEqualTo(expected);
        assertThat(after.server().failure()).isEqualTo(expected);
        assertThat(after.server().reading()).isEqualTo(Reading.FAILED);
        assertThat(during.alerts()).isEmpty();
        assertThat(after.alerts()).isEmpty();
    }
}
