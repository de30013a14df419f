package io.sallyport.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestTls;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.event.HandshakePhase;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyWorkTest {
    private final TestServer server = TestServer.start(TestServer.ECHO);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "P-256, sallyport-epoll",
        "RSA-2048, sallyport-epoll",
        "RSA-3072, sallyport-signer"
    })
    void signsBySlowKeysAwayFromTheEventLoops(String kind, String thread) throws Exception {
        CompletableFuture<String> signer = new CompletableFuture<>();
        UnaryOperator<SigningKey> observed =
                key ->
                        new Wrapped(key) {
                            @Override
                            public byte[] sign(SignatureScheme scheme, byte[] message)
                                    throws GeneralSecurityException {
                                signer.complete(Thread.currentThread().getName());
                                return super.sign(scheme, message);
                            }
                        };
        try (TestProxy proxy = start(kind, observed);
                Socket client = proxy.connect()) {
            client.getOutputStream().write(42);
            assertThat(client.getInputStream().read()).isEqualTo(42);
            assertThat(signer.get(20, TimeUnit.SECONDS)).startsWith(thread);
            HandshakeReport report = proxy.traffic().awaitHandshake();
            assertThat(report.outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
            assertThat(report.computeNanos()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "RSA-3072"})
    void tellsOfAKeyThatCannotSign(String kind) throws Exception {
        UnaryOperator<SigningKey> broken =
                key ->
                        new Wrapped(key) {
                            @Override
                            public byte[] sign(SignatureScheme scheme, byte[] message)
                                    throws GeneralSecurityException {
                                throw new SignatureException("the token is unplugged");
                            }
                        };
        try (TestProxy proxy = start(kind, broken)) {
            assertThatThrownBy(proxy::connect)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("internal_error");
            HandshakeReport report = proxy.traffic().awaitHandshake();
            assertThat(report.reason()).isEqualTo(FailureReason.PRIVATE_KEY_FAILED);
            assertThat(report.alertSent()).isEqualTo(AlertDescription.INTERNAL_ERROR);
        }
    }

    @Test
    void forgetsAClientThatLeavesWhileTheKeyIsAtWork() throws Exception {
        CompletableFuture<Void> atWork = new CompletableFuture<>();
        CompletableFuture<Void> mayGoOn = new CompletableFuture<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        UnaryOperator<SigningKey> slow =
                key ->
                        new Wrapped(key) {
                            @Override
                            public byte[] sign(SignatureScheme scheme, byte[] message)
                                    throws GeneralSecurityException {
                                atWork.complete(null);
                                mayGoOn.join();
                                byte[] signature = super.sign(scheme, message);
                                done.complete(null);
                                return signature;
                            }
                        };
        try (TestProxy proxy = start("RSA-3072", slow)) {
            Socket plain = proxy.connectPlain();
            plain.getOutputStream().write(TestTls.clientHello());
            atWork.get(20, TimeUnit.SECONDS);
            plain.setSoLinger(true, 0);
            plain.close();
            HandshakeReport report = proxy.traffic().awaitHandshake();
            assertThat(report.reason()).isEqualTo(FailureReason.CONNECTION_RESET);
            assertThat(report.phase()).isEqualTo(HandshakePhase.SIGNATURE);
            proxy.traffic().awaitClosed();
            mayGoOn.complete(null);
            done.get(20, TimeUnit.SECONDS);
            assertThat(proxy.traffic().unexpectedHandshakes()).isZero();
        }
    }

    private TestProxy start(String kind, UnaryOperator<SigningKey> key) throws IOException {
        return TestProxy.tls(server.address()).with(TestTls.credentials(kind, key)).start();
    }

    private static class Wrapped implements SigningKey {
        private final SigningKey key;

        Wrapped(SigningKey key) {
            this.key = key;
        }

        @Override
        public KeyType keyType() {
            return key.keyType();
        }

        @Override
        public Set<SignatureScheme> schemes() {
            return key.schemes();
        }

        @Override
        public byte[] sign(SignatureScheme scheme, byte[] message) throws GeneralSecurityException {
            return key.sign(scheme, message);
        }
    }
}
