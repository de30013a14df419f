package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Calls that do not fit: the caller's mistake, and nothing that the client hears of; and faults that
/// are ours, of which it hears `internal_error` and no more.
class MisuseTest {
    private final RecordScratch scratch = new RecordScratch();
    private final TlsServerEngine engine =
            new TlsServerEngine(TestServer.CRYPTO, EngineLimits.DEFAULT, TlsObserver.NONE);
    private final ScriptedClient client = new ScriptedClient(new TestServer());

    @Test
    void refusesAnswersToQuestionsThatItDidNotAsk() {
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.configure(TestServer.CONFIGURATION))
                .withMessage("configure in CLIENT_HELLO (expected: CONFIGURATION)");
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.signed(new byte[1]))
                .withMessage("signed in CLIENT_HELLO (expected: SIGNATURE)");
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.signingFailed(new GeneralSecurityException()))
                .withMessage("signingFailed in CLIENT_HELLO (expected: SIGNATURE)");
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.certificateCheckFailed(new GeneralSecurityException()))
                .withMessage(
                        "certificateCheckFailed in CLIENT_HELLO (expected: CERTIFICATE_CHECK)");
        assertThat(engine.hasOutput()).isFalse();
        assertThat(engine.phase()).isEqualTo(HandshakePhase.CLIENT_HELLO);
    }

    @Test
    void asksAgainWhenItIsFedWhileItWaitsForAnAnswer() {
        ByteBuffer input = hello();

        Progress first = engine.receive(input, scratch);
        Progress second = engine.receive(input, scratch);

        assertThat(first).isInstanceOf(Progress.AwaitingConfiguration.class).isEqualTo(second);
    }

    @Test
    void takesNoInputWhileItWaits() {
        byte[] hello = ScriptedClient.record(22, 0x0301, client.beginHello());
        ByteBuffer input = ByteBuffer.wrap(ScriptedClient.join(hello, new byte[10]));

        engine.receive(input, scratch);
        engine.receive(input, scratch);

        assertThat(input.remaining()).isEqualTo(10);
    }

    @Test
    void saysInternalErrorWhenTheKeyCannotSign() {
        GeneralSecurityException fault = new GeneralSecurityException("token removed");
        engine.receive(hello(), scratch);
        assertThat(engine.configure(TestServer.CONFIGURATION))
                .isInstanceOf(Progress.AwaitingSignature.class);

        Progress progress = engine.signingFailed(fault);

        assertThat(progress).isEqualTo(new Progress.Failed(new TlsFailure.Internal(fault)));
        client.take(output());
        assertThat(client.alerts()).containsExactly(AlertDescription.INTERNAL_ERROR);
    }

    @Test
    void saysInternalErrorWhenNobodyCanTellWhetherACertificateIsGood() {
        StackOverflowError fault = new StackOverflowError();
        ServerConfiguration asks =
                TestServer.CONFIGURATION.withClientAuthentication(
                        new ClientAuthentication(false, List.of(), false));
        ScriptedClient shows = new ScriptedClient(new TestServer(asks).failingToJudge(fault));

        shows.sendHello().sendCertificate(TestPki.certificate(KeyType.EC_P256, "client.example"));

        assertThat(Provocation.aftermath(shows.server(), shows.alerts()))
                .isEqualTo(new TlsFailure.Internal(fault));
        assertThat(shows.alerts()).containsExactly(AlertDescription.INTERNAL_ERROR);
    }

    @Test
    void saysInternalErrorWhenASignatureCannotBeSent() {
        engine.receive(hello(), scratch);
        engine.configure(TestServer.CONFIGURATION);

        Progress progress = engine.signed(new byte[0x10000]);

        assertThat(progress).isInstanceOf(Progress.Failed.class);
        client.take(output());
        assertThat(client.alerts()).containsExactly(AlertDescription.INTERNAL_ERROR);
    }

    @Test
    void answersNothingOnceItIsOver() {
        engine.receive(hello(), scratch);
        engine.cancel();

        assertThatIllegalStateException()
                .isThrownBy(() -> engine.configure(TestServer.CONFIGURATION));
        assertThat(engine.receive(hello(), scratch)).isEqualTo(new Progress.Closed());
    }

    @Test
    void neitherReadsNorWritesAConnectionWithoutKeys() {
        TlsConnection connection = client.handshake().server().connection();
        connection.close();
        connection.closeWrite();

        assertThat(connection.hasOutput()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> connection.read(hello(), scratch, (_, _, _) -> {}));
        assertThatIllegalStateException()
                .isThrownBy(() -> connection.seal(new byte[2], 0, 1, new byte[100], 0));
        assertThatIllegalStateException().isThrownBy(() -> connection.updateKeys(false));
    }

    @Test
    void writesNothingAfterItsSideIsClosed() {
        TlsConnection connection = client.handshake().server().connection();
        connection.closeWrite();

        assertThatIllegalStateException()
                .isThrownBy(() -> connection.seal(new byte[2], 0, 1, new byte[100], 0));
        assertThatIllegalStateException().isThrownBy(() -> connection.updateKeys(true));
    }

    @Test
    void saysInternalErrorWhenTheReaderOfDataFails() {
        TlsConnection connection = client.handshake().server().connection();
        byte[] record = client.seal(ContentType.APPLICATION_DATA, new byte[1]);
        IllegalStateException fault = new IllegalStateException("no room");

        Reading reading =
                connection.read(
                        ByteBuffer.wrap(record),
                        scratch,
                        (_, _, _) -> {
                            throw fault;
                        });

        assertThat(reading).isEqualTo(Reading.FAILED);
        assertThat(connection.failure()).isEqualTo(new TlsFailure.Internal(fault));
        client.take(client.server().output());
        assertThat(client.alerts()).containsExactly(AlertDescription.INTERNAL_ERROR);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineLimits.DEFAULT.withClientHelloSize(511))
                .withMessage("clientHelloSize: 511 (expected: 512 to 16777215)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineLimits.DEFAULT.withRecordsUnderOneKey(1));
    }

    private ByteBuffer hello() {
        return ByteBuffer.wrap(ScriptedClient.record(22, 0x0301, client.beginHello()));
    }

    private byte[] output() {
        ByteBuffer out = engine.takeOutput();
        byte[] bytes = new byte[out.remaining()];
        out.get(bytes);
        return bytes;
    }
}
