package io.sallyport.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestTls;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.HandshakePhase;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the proxy makes of clients that do not what they should: the right alert, which arrives, the
/// right reason, told once; and the next client is served.
class HostileClientTest {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    private final TestServer server = TestServer.start(TestServer.ECHO);

    @AfterEach
    void stop() {
        server.close();
    }

    /// First bytes that are not the beginning of a TLS 1.3 handshake.
    private enum Opening {
        PLAIN_HTTP(
                ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                FailureReason.PLAIN_HTTP,
                AlertDescription.UNEXPECTED_MESSAGE),
        PLAIN_HTTP_2(
                ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                FailureReason.PLAIN_HTTP,
                AlertDescription.UNEXPECTED_MESSAGE),
        RANDOM_BYTES(
                hex("8f01d7a4553ce902b1"),
                FailureReason.NOT_TLS,
                AlertDescription.UNEXPECTED_MESSAGE),
        SSH(
                ascii("SSH-2.0-OpenSSH_9.2\r\n"),
                FailureReason.NOT_TLS,
                AlertDescription.UNEXPECTED_MESSAGE),
        OVERSIZED_RECORD(
                hex("1603014001" + "01"),
                FailureReason.RECORD_TOO_LARGE,
                AlertDescription.RECORD_OVERFLOW),
        LARGEST_LENGTH(
                hex("160301ffff" + "01"),
                FailureReason.RECORD_TOO_LARGE,
                AlertDescription.RECORD_OVERFLOW),
        OVERSIZED_CLIENT_HELLO(
                hex("1603010004" + "01ffffff"),
                FailureReason.MESSAGE_TOO_LARGE,
                AlertDescription.ILLEGAL_PARAMETER),
        EARLY_APPLICATION_DATA(
                hex("1703030005" + "68656c6c6f"),
                FailureReason.UNEXPECTED_MESSAGE,
                AlertDescription.UNEXPECTED_MESSAGE),
        EARLY_FINISHED(
                hex("1603030024" + "14000020" + "00".repeat(32)),
                FailureReason.UNEXPECTED_MESSAGE,
                AlertDescription.UNEXPECTED_MESSAGE),
        EMPTY_CLIENT_HELLO(
                hex("1603010004" + "01000000"),
                FailureReason.MALFORMED_MESSAGE,
                AlertDescription.DECODE_ERROR);

        private final byte[] bytes;
        private final FailureReason reason;
        private final AlertDescription alert;

        Opening(byte[] bytes, FailureReason reason, AlertDescription alert) {
            this.bytes = bytes;
            this.reason = reason;
            this.alert = alert;
        }
    }

    @ParameterizedTest
    @EnumSource(Opening.class)
    void answersByTheRightAlert(Opening opening) throws Exception {
        try (TestProxy proxy = TestProxy.tls(server.address()).start()) {
            try (Socket client = proxy.connectPlain()) {
                client.getOutputStream().write(opening.bytes);
                assertThat(alert(client)).isEqualTo(opening.alert);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            HandshakeReport report = proxy.traffic().awaitHandshake();
            assertThat(report.reason()).isEqualTo(opening.reason);
            assertThat(report.outcome()).isEqualTo(HandshakeOutcome.FAILURE);
            assertThat(report.alertSent()).isEqualTo(opening.alert);
            assertThat(report.phase()).isEqualTo(HandshakePhase.CLIENT_HELLO);
            assertFailedOnceAndServesTheNext(proxy);
        }
    }

    /// The client goes on sending: a reset must not destroy the alert.
    @Test
    void letsTheAlertArriveThoughMoreIsComing() throws Exception {
        try (TestProxy proxy = TestProxy.tls(server.address()).start();
                Socket client = proxy.connectPlain()) {
            client.getOutputStream().write(ascii("GET / HTTP/1.1\r\nCookie: "));
            proxy.traffic().awaitHandshake();
            client.getOutputStream().write(new byte[100_000]);
            assertThat(alert(client)).isEqualTo(AlertDescription.UNEXPECTED_MESSAGE);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void givesUpAHandshakeThatIsNotDoneInTime() throws Exception {
        try (TestProxy proxy =
                TestProxy.tls(server.address())
                        .withTls(tls -> tls.withHandshakeTimeout(Duration.ofSeconds(2)))
                        .start()) {
            try (Socket silent = proxy.connectPlain();
                    Socket halfway = proxy.connectPlain()) {
                halfway.getOutputStream().write(TestTls.clientHello());
                for (int i = 0; i < 2; i++) {
                    HandshakeReport report = proxy.traffic().awaitHandshake();
                    assertThat(report.reason()).isEqualTo(FailureReason.HANDSHAKE_TIMEOUT);
                    assertThat(report.outcome()).isEqualTo(HandshakeOutcome.FAILURE);
                    assertThat(report.phase())
                            .isEqualTo(
                                    report.bytesReceived() == 0
                                            ? HandshakePhase.CLIENT_HELLO
                                            : HandshakePhase.CLIENT_FINISHED);
                }
                assertThat(alert(silent)).isEqualTo(AlertDescription.USER_CANCELED);
                assertThat(alert(silent)).isEqualTo(AlertDescription.CLOSE_NOTIFY);
            }
            assertFailedOnceAndServesTheNext(proxy);
        }
    }

    @Test
    void standsAClientHelloCutAtEveryByte() throws Exception {
        byte[] hello = TestTls.clientHello();
        try (TestProxy proxy = TestProxy.tls(server.address()).start()) {
            for (int length = 0; length < hello.length; length++) {
                try (Socket client = proxy.connectPlain()) {
                    client.getOutputStream().write(hello, 0, length);
                }
                HandshakeReport report = proxy.traffic().awaitHandshake();
                assertThat(report.bytesReceived()).isEqualTo(length);
                assertThat(report.reason())
                        .isEqualTo(
                                length == 0 ? FailureReason.NO_DATA : FailureReason.CLIENT_CLOSED);
                assertThat(report.outcome()).isEqualTo(HandshakeOutcome.ABANDONED);
                assertThat(proxy.traffic().awaitClosed().cause())
                        .isEqualTo(CloseCause.HANDSHAKE_FAILED);
            }
            assertThat(proxy.traffic().unexpectedHandshakes()).isZero();
            assertServes(proxy);
        }
    }

    @Test
    void takesAClientHelloThatComesByteByByte() throws Exception {
        try (TestProxy proxy = TestProxy.tls(server.address()).start();
                Socket client = proxy.connectPlain()) {
            client.setTcpNoDelay(true);
            for (byte next : TestTls.clientHello()) {
                client.getOutputStream().write(next);
            }
            assertThat(client.getInputStream().read()).isEqualTo(HANDSHAKE);
        }
    }

    @Test
    void tellsAResetFromAClose() throws Exception {
        try (TestProxy proxy = TestProxy.tls(server.address()).start()) {
            Socket client = proxy.connectPlain();
            client.getOutputStream().write(TestTls.clientHello());
            assertThat(client.getInputStream().read()).isEqualTo(HANDSHAKE);
            client.setSoLinger(true, 0);
            client.close();
            HandshakeReport report = proxy.traffic().awaitHandshake();
            assertThat(report.reason()).isEqualTo(FailureReason.CONNECTION_RESET);
            assertThat(report.phase()).isEqualTo(HandshakePhase.CLIENT_FINISHED);
            assertFailedOnceAndServesTheNext(proxy);
        }
    }

    @Test
    void servesTheNextOfAThousandClientsThatSayNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (TestProxy proxy = TestProxy.tls(server.address()).start()) {
            for (int i = 0; i < 1000; i++) {
                silent.add(proxy.connectPlain());
            }
            assertServes(proxy);
            proxy.traffic().awaitHandshake();
            proxy.traffic().awaitClosed();
            for (Socket client : silent) {
                client.close();
            }
            for (int i = 0; i < 1000; i++) {
                HandshakeReport report = proxy.traffic().awaitHandshake();
                assertThat(report.reason()).isEqualTo(FailureReason.NO_DATA);
                assertThat(report.outcome()).isEqualTo(HandshakeOutcome.ABANDONED);
            }
            assertServes(proxy);
        }
    }

    @Test
    void breaksTheServerOffWhenTheStreamIsCutWithoutCloseNotify() throws Exception {
        CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
        try (TestServer listening =
                        TestServer.start(client -> {
                            ByteBuffer bytes = ByteBuffer.allocate(64);
                            try {
                                while (client.read(bytes.clear()) >= 0) {
                                    client.write(bytes.flip());
                                }
                                ended.complete(null);
                            } catch (IOException e) {
                                ended.complete(e);
                            }
                        });
                TestProxy proxy = TestProxy.tls(listening.address()).start();
                Socket plain = proxy.connectPlain()) {
            assertEcho(proxy.connectOver(plain));
            plain.shutdownOutput();
            assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_RESET);
        }
    }

    @Test
    void endsAConnectionWithABadRecord() throws Exception {
        try (TestProxy proxy = TestProxy.tls(server.address()).start();
                Socket plain = proxy.connectPlain()) {
            Socket client = proxy.connectOver(plain);
            assertEcho(client);
            plain.getOutputStream().write(hex("1703030020" + "00".repeat(32)));
            assertThat(plain.getInputStream().readAllBytes()).isNotEmpty();
            ConnectionReport report = proxy.traffic().awaitClosed();
            assertThat(report.cause()).isEqualTo(CloseCause.TLS_FAILURE);
            assertThat(report.failure()).isEqualTo(new TlsFailure.BadRecordMac());
            assertThat(proxy.traffic().disconnected()).hasSize(1);
            assertServes(proxy);
        }
    }

    private static void assertFailedOnceAndServesTheNext(TestProxy proxy) throws IOException {
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.HANDSHAKE_FAILED);
        assertThat(proxy.traffic().unexpectedHandshakes()).isZero();
        assertServes(proxy);
    }

    private static void assertServes(TestProxy proxy) throws IOException {
        try (Socket client = proxy.connect()) {
            assertEcho(client);
        }
    }

    private static void assertEcho(Socket client) throws IOException {
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
    }

    /// Reads an alert that is not encrypted.
    private static AlertDescription alert(Socket client) throws IOException {
        byte[] record = new byte[7];
        new DataInputStream(client.getInputStream()).readFully(record);
        assertThat(record[0]).isEqualTo((byte) ALERT);
        AlertDescription description = AlertDescription.find(record[6] & 0xff);
        assertThat(description).isNotNull();
        return description;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
