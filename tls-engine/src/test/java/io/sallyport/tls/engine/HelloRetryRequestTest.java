package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.client.ServerFlights.SeenRecord;
import io.sallyport.tls.client.ServerReply;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A second round trip for the share that the first hello lacked (RFC 9846, section 4.2.4).
class HelloRetryRequestTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WITH_.*")
    @Requirement("RFC 9846, 4.2.4 same suite")
    void completesWithEverySuite(CipherSuite suite) {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().cipherSuites(suite).shares();

        client.handshake().send(new byte[] {1}).requireEstablished();

        assertThat(client.flights().retry().suite()).isEqualTo(suite);
        assertThat(client.server().received()).containsExactly(1);
        assertThat(client.server().connection().session().kind())
                .isEqualTo(HandshakeKind.HELLO_RETRY);
    }

    @Test
    @Requirement({"RFC 9846, 4.2.3 session id", "RFC 9846, 4.2.4 extensions"})
    void asksForTheGroupAndNothingElse() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().groups(0x3a3a, 30, NamedGroup.SECP256R1.code()).share(0x3a3a, hex("00"));

        client.sendHello();

        ServerReply retry = client.flights().retry();
        assertThat(retry.legacyVersion()).isEqualTo(0x0303);
        assertThat(retry.sessionId()).isEqualTo(client.hello().sessionId());
        assertThat(retry.compressionMethod()).isZero();
        assertThat(retry.extensions())
                .containsOnlyKeys(
                        ExtensionType.SUPPORTED_VERSIONS.code(), ExtensionType.KEY_SHARE.code());
        assertThat(retry.extensions().get(ExtensionType.SUPPORTED_VERSIONS.code()))
                .containsExactly(3, 4);
        assertThat(retry.extensions().get(ExtensionType.KEY_SHARE.code())).containsExactly(0, 23);
        assertThat(client.server().events(TlsEvent.HelloRetryRequested.class))
                .containsExactly(
                        new TlsEvent.HelloRetryRequested(
                                RetryCause.NO_ACCEPTABLE_SHARE, NamedGroup.SECP256R1));
        client.followRetry().sendHello().sendFinished().requireEstablished();
    }

    @Test
    void prefersAHybridGroupToAClassicalShare() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().groups(NamedGroup.X25519, NamedGroup.X25519MLKEM768);

        client.sendHello();

        assertThat(client.flights().retry().extensions().get(ExtensionType.KEY_SHARE.code()))
                .containsExactly(0x11, 0xec);
        assertThat(client.server().events(TlsEvent.HelloRetryRequested.class))
                .containsExactly(
                        new TlsEvent.HelloRetryRequested(
                                RetryCause.HYBRID_PREFERRED, NamedGroup.X25519MLKEM768));
    }

    @Test
    void takesAnAcceptableShareBeforeAPreferredGroup() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().shares(client.p256());

        client.handshake().requireEstablished();

        assertThat(client.server().connection().session().group()).isEqualTo(NamedGroup.SECP256R1);
        assertThat(client.server().connection().session().kind()).isEqualTo(HandshakeKind.FULL);
    }

    @Test
    @Requirement("RFC 9846, E.4 change_cipher_spec")
    void sendsTheCompatibilityMessageOnceAndAfterTheFirstMessage() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().shares();

        client.sendHello();
        assertThat(client.flights().records())
                .extracting(SeenRecord::outer)
                .containsExactly(
                        ContentType.HANDSHAKE.code(), ContentType.CHANGE_CIPHER_SPEC.code());
        client.changeCipherSpec().followRetry().sendHello().sendFinished().requireEstablished();

        assertThat(client.flights().records())
                .extracting(SeenRecord::outer)
                .containsOnlyOnce(ContentType.CHANGE_CIPHER_SPEC.code());
    }

    @Test
    void sendsNoCompatibilityMessageToAClientThatDoesNotLookForIt() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().sessionId(new byte[0]).shares();

        client.handshake().requireEstablished();

        assertThat(client.flights().records())
                .extracting(SeenRecord::outer)
                .doesNotContain(ContentType.CHANGE_CIPHER_SPEC.code());
    }

    @Test
    @Requirement("RFC 9846, 4.2.2 second hello")
    void letsChangeWhatMayChange() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().shares().set(ExtensionType.PADDING, new byte[10]).set(0xfe0d, hex("00"));
        client.sendHello().followRetry();
        client.hello().without(ExtensionType.PADDING).set(0xfe0d, hex("01"));

        client.sendHello().sendFinished().requireEstablished();
    }

    @Test
    @Requirement("RFC 9846, 4.3.10 skipping after a retry")
    void skipsEarlyDataUpToTheSecondHello() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().set(ExtensionType.EARLY_DATA, hex("")).shares();
        client.sendHello();
        client.sendPlain(ContentType.APPLICATION_DATA, new byte[(1 << 14) + 256]);
        client.changeCipherSpec();
        client.sendPlain(ContentType.APPLICATION_DATA, new byte[100]);

        client.followRetry().sendHello().sendFinished().requireEstablished();

        assertThat(client.server().received()).isEmpty();
    }

    @Test
    void goesThroughItsPhases() {
        ScriptedClient client = new ScriptedClient(new TestServer());
        client.hello().shares();

        client.handshake();

        assertThat(client.server().events(TlsEvent.PhaseEntered.class))
                .extracting(TlsEvent.PhaseEntered::phase)
                .containsExactly(
                        HandshakePhase.CLIENT_HELLO,
                        HandshakePhase.CONFIGURATION,
                        HandshakePhase.NEGOTIATION,
                        HandshakePhase.SECOND_CLIENT_HELLO,
                        HandshakePhase.NEGOTIATION,
                        HandshakePhase.SIGNATURE,
                        HandshakePhase.CLIENT_FINISHED,
                        HandshakePhase.ESTABLISHED);
    }
}
