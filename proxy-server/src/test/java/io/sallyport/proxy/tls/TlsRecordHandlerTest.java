package io.sallyport.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.CountingLeakDetector;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakePhase;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsRecordHandlerTest {
    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    /// Header, alert, content type, tag.
    private static final int CLOSE_NOTIFY_RECORD = 5 + 2 + 1 + 16;

    @Test
    void reportsWhatWasAgreedUpon() throws Exception {
        try (TestServer server = TestServer.start(TestServer.ECHO);
                TestProxy proxy = TestProxy.tls(server.address()).start();
                Socket client = proxy.connect()) {
            assertEcho(client);
            HandshakeReport report = proxy.traffic().awaitHandshake();
            assertThat(report.outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
            assertThat(report.phase()).isEqualTo(HandshakePhase.ESTABLISHED);
            assertThat(report.matchedServerName()).isEqualTo("localhost");
            assertThat(report.session()).isNotNull();
            assertThat(report.session().version()).isEqualTo(ProtocolVersion.TLS_1_3);
            assertThat(report.totalNanos()).isGreaterThanOrEqualTo(report.computeNanos());
        }
    }

    /// With io_uring Netty keeps a small one for each read that waits.
    @ParameterizedTest
    @EnumSource(
            value = Setup.class,
            names = {"PLAIN_EPOLL", "TLS_EPOLL", "PLAIN_NIO", "TLS_NIO"})
    void holdsNoBufferForAnIdleConnection(Setup setup) throws Exception {
        assumeThat(Setup.available()).contains(setup);
        try (TestServer server = TestServer.start(TestServer.ECHO);
                TestProxy proxy = setup.before(server.address()).start()) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(proxy.connect());
            }
            for (Socket client : clients) {
                assertEcho(client);
            }
            long deadline = System.nanoTime() + PATIENCE;
            while (CountingLeakDetector.hasBuffers() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(CountingLeakDetector.hasBuffers()).isFalse();
            for (Socket client : clients) {
                assertEcho(client);
                client.close();
            }
        }
    }

    /// JSSE answers a second startHandshake by a KeyUpdate that asks for one in return.
    @Test
    void goesOnUnderNewKeys() throws Exception {
        try (TestServer server = TestServer.start(TestServer.ECHO);
                TestProxy proxy = TestProxy.tls(server.address()).start();
                SSLSocket client = (SSLSocket) proxy.connect()) {
            assertEcho(client);
            for (int i = 0; i < 3; i++) {
                client.startHandshake();
                assertEcho(client);
            }
        }
    }

    /// JSSE takes a FIN for as good as close_notify, so the bytes are looked at.
    @ParameterizedTest
    @EnumSource(
            value = CloseCause.class,
            names = {"BACKEND_CLOSED", "BACKEND_RESET"})
    void saysCloseNotifyOnlyWhenTheServerEndedItsStream(CloseCause end) throws Exception {
        try (TestServer server =
                        TestServer.start(client -> {
                            client.write(ByteBuffer.wrap(new byte[] {42}));
                            client.read(ByteBuffer.allocate(1));
                            if (end == CloseCause.BACKEND_RESET) {
                                client.setOption(StandardSocketOptions.SO_LINGER, 0);
                            }
                        });
                TestProxy proxy = TestProxy.tls(server.address()).start();
                Socket plain = proxy.connectPlain()) {
            Socket client = proxy.connectOver(plain);
            assertThat(client.getInputStream().read()).isEqualTo(42);
            client.getOutputStream().write(1);
            assertThat(plain.getInputStream().readAllBytes())
                    .hasSize(end == CloseCause.BACKEND_CLOSED ? CLOSE_NOTIFY_RECORD : 0);
            plain.shutdownOutput();
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(end);
        }
    }

    private static void assertEcho(Socket client) throws IOException {
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
    }
}
