package io.sallyport.proxy.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ClientRates;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerTls;
import io.sallyport.config.model.Network;
import io.sallyport.config.model.Networks;
import io.sallyport.config.model.Rate;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Trusted proxies say who the client is, and nobody else does.
@Timeout(60)
class ProxyProtocolTest {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
    private static final byte[] V1 =
            "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443\r\n".getBytes(US_ASCII);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 56324);

    private final TestServer echo = TestServer.start(TestServer.ECHO);
    private TestProxy proxy;

    @AfterEach
    void stop() {
        proxy.close();
        echo.close();
    }

    static Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void theClientIsTheOneThatTheHeaderNames(Setup setup) throws Exception {
        proxy = trusting("127.0.0.1", setup.before(echo.address())).start();
        try (Socket plain = proxy.connectPlain()) {
            plain.getOutputStream().write(V1);
            assertEchoes(proxy.connectOver(plain));
        }
        ConnectionReport closed = proxy.traffic().awaitClosed();
        assertThat(closed.connection().client()).isEqualTo(CLIENT);
        assertThat(closed.connection().local())
                .isEqualTo(new InetSocketAddress("198.51.100.1", 443));
        assertThat(((InetSocketAddress) closed.connection().proxy()).getHostString())
                .isEqualTo("127.0.0.1");
        if (setup.isTls()) {
            assertThat(proxy.traffic().awaitHandshake().connection().client()).isEqualTo(CLIENT);
            assertThat(proxy.traffic().handshakesStarted()).isEqualTo(1);
        }
    }

    @Test
    void readsVersion2WithWhateverItSaysBesides() throws Exception {
        proxy = trusting("127.0.0.0/8", TestProxy.tls(echo.address())).start();
        byte[] addresses =
                HexFormat.of()
                        .parseHex(
                                "20010db8000000000000000000000001"
                                        + "20010db8000000000000000000000002"
                                        + "dc0401bb"
                                        + "0400020000"
                                        + "ee0003616263");
        try (Socket plain = proxy.connectPlain()) {
            plain.getOutputStream().write(v2(0x21, 0x21, addresses));
            assertEchoes(proxy.connectOver(plain));
        }
        assertThat(proxy.traffic().awaitClosed().connection().client())
                .isEqualTo(new InetSocketAddress("2001:db8::1", 56324));
    }

    @Test
    void aHeaderMayComeByteByByteAndWithTheDataBehindIt() throws Exception {
        proxy = trusting("127.0.0.1", TestProxy.plain(echo.address())).start();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(V1);
        all.write("data".getBytes(US_ASCII));
        try (Socket client = proxy.connectPlain()) {
            client.setTcpNoDelay(true);
            for (byte each : all.toByteArray()) {
                client.getOutputStream().write(each);
                client.getOutputStream().flush();
            }
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo("data".getBytes(US_ASCII));
        }
        try (Socket client = proxy.connectPlain()) {
            client.getOutputStream().write(all.toByteArray());
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo("data".getBytes(US_ASCII));
        }
    }

    static Stream<byte[]> withoutAddresses() {
        return Stream.of(
                "PROXY UNKNOWN\r\n".getBytes(US_ASCII),
                "PROXY UNKNOWN ffff:f...f:ffff 65535 65535\r\n".getBytes(US_ASCII),
                v2(0x20, 0x00, new byte[0]),
                v2(0x20, 0x11, new byte[12]),
                v2(0x21, 0x00, new byte[0]),
                v2(0x21, 0x31, new byte[216]));
    }

    @ParameterizedTest
    @MethodSource("withoutAddresses")
    void aHeaderThatNamesNobodyLeavesTheSocketsAddress(byte[] header) throws Exception {
        proxy = trusting("127.0.0.1", TestProxy.tls(echo.address())).start();
        InetSocketAddress own;
        try (Socket plain = proxy.connectPlain()) {
            own = (InetSocketAddress) plain.getLocalSocketAddress();
            plain.getOutputStream().write(header);
            assertEchoes(proxy.connectOver(plain));
        }
        ConnectionReport closed = proxy.traffic().awaitClosed();
        assertThat(closed.connection().client()).isEqualTo(own);
        assertThat(closed.connection().proxy()).isNull();
    }

    static Stream<byte[]> malformed() throws IOException {
        return Stream.of(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII),
                TestTls.clientHello(),
                "PROXY TCP4 192.0.2.7 198.51.100.1 56324\r\n".getBytes(US_ASCII),
                "PROXY TCP4 192.0.2.7 198.51.100.1 56324 443 1\r\n".getBytes(US_ASCII),
                "PROXY TCP4 192.0.2.777 198.51.100.1 56324 443\r\n".getBytes(US_ASCII),
                "PROXY TCP4 www.example.com 198.51.100.1 56324 443\r\n".getBytes(US_ASCII),
                "PROXY TCP4 2001:db8::1 198.51.100.1 56324 443\r\n".getBytes(US_ASCII),
                "PROXY TCP6 192.0.2.7 198.51.100.1 56324 443\r\n".getBytes(US_ASCII),
                "PROXY TCP4 192.0.2.7 198.51.100.1 65536 443\r\n".getBytes(US_ASCII),
                "PROXY TCP4 192.0.2.7 198.51.100.1 -1 443\r\n".getBytes(US_ASCII),
                "PROXY UDP4 192.0.2.7 198.51.100.1 56324 443\r\n".getBytes(US_ASCII),
                "proxy TCP4 192.0.2.7 198.51.100.1 56324 443\r\n".getBytes(US_ASCII),
                ("PROXY UNKNOWN " + "x".repeat(100) + "\r\n").getBytes(US_ASCII),
                "x".repeat(200).getBytes(US_ASCII),
                v2(0x11, 0x11, new byte[12]),
                v2(0x22, 0x11, new byte[12]),
                v2(0x21, 0x41, new byte[12]),
                v2(0x21, 0x13, new byte[12]),
                v2(0x21, 0x11, new byte[11]),
                v2(0x21, 0x21, new byte[35]),
                v2(0x21, 0x12, new byte[12]),
                v2(0x21, 0x12, new byte[12], "behind it"),
                v2(0x21, 0x11, new byte[5000]));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoHeaderEndsTheConnectionOfATrustedProxy(byte[] bytes) throws Exception {
        proxy = trusting("127.0.0.1", TestProxy.tls(echo.address())).start();
        try (Socket client = proxy.connectPlain()) {
            client.getOutputStream().write(bytes);
            assertThat(isClosed(client)).isTrue();
        }
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(report.reason()).isEqualTo(FailureReason.INVALID_PROXY_HEADER);
        assertThat(report.bytesReceived()).isPositive();
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.HANDSHAKE_FAILED);
        assertThat(proxy.traffic().connected()).isEmpty();
    }

    @Test
    void aPlaintextListenerNamesTheCauseInTheConnectionsReport() throws Exception {
        proxy = trusting("127.0.0.1", TestProxy.plain(echo.address())).start();
        try (Socket client = proxy.connectPlain()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            assertThat(isClosed(client)).isTrue();
        }
        assertThat(proxy.traffic().awaitClosed().cause())
                .isEqualTo(CloseCause.INVALID_PROXY_HEADER);
    }

    @Test
    void theTimeOfAHandshakeIncludesTheHeader() throws Exception {
        proxy =
                trusting("127.0.0.1", TestProxy.tls(echo.address()))
                        .withTls(ProxyProtocolTest::impatient)
                        .start();
        try (Socket silent = proxy.connectPlain();
                Socket slow = proxy.connectPlain();
                Socket stalled = proxy.connectPlain()) {
            slow.getOutputStream().write("PROXY TCP4 ".getBytes(US_ASCII));
            stalled.getOutputStream().write(V1);
            for (Socket each : List.of(silent, slow, stalled)) {
                each.getInputStream().readAllBytes();
                assertThat(proxy.traffic().awaitHandshake().reason())
                        .isEqualTo(FailureReason.HANDSHAKE_TIMEOUT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 192.0.2.7"})
    void whoLeavesBeforeTheHeaderIsWholeGivesItsPlaceBack(String begun) throws Exception {
        proxy =
                trusting(
                                "127.0.0.1",
                                TestProxy.tls(echo.address())
                                        .with(
                                                (UnaryOperator<Listener>)
                                                        web ->
                                                                web.withLimits(
                                                                        web.limits()
                                                                                .withMaxHandshakes(
                                                                                        1))))
                        .start();
        for (int i = 0; i < 3; i++) {
            try (Socket client = proxy.connectPlain()) {
                client.getOutputStream().write(begun.getBytes(US_ASCII));
            }
            assertThat(proxy.traffic().awaitHandshake().reason())
                    .isEqualTo(
                            begun.isEmpty() ? FailureReason.NO_DATA : FailureReason.CLIENT_CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ratesAreThoseOfTheClientThatTheHeaderNames(boolean tls) throws Exception {
        TestProxy.Plan plan =
                (tls ? TestProxy.tls(echo.address()) : TestProxy.plain(echo.address()))
                        .with(
                                (UnaryOperator<Listener>)
                                        web ->
                                                web.withLimits(
                                                        web.limits()
                                                                .withRates(
                                                                        ClientRates.DEFAULTS
                                                                                .withConnections(
                                                                                        new Rate(
                                                                                                1,
                                                                                                2)))));
        proxy = trusting("127.0.0.1", plan).start();
        for (int i = 0; i < 5; i++) {
            try (Socket plain = proxy.connectPlain()) {
                plain.getOutputStream()
                        .write(
                                ("PROXY TCP4 192.0.2." + i + " 198.51.100.1 5 443\r\n")
                                        .getBytes(US_ASCII));
                assertEchoes(proxy.connectOver(plain));
            }
            proxy.traffic().awaitClosed();
        }
        boolean refused = false;
        for (int i = 0; i < 20 && !refused; i++) {
            try (Socket plain = proxy.connectPlain()) {
                plain.getOutputStream().write(V1);
                assertEchoes(proxy.connectOver(plain));
            } catch (IOException | AssertionError _) {
                refused = true;
            }
        }
        assertThat(proxy.traffic().awaitRefused()).isEqualTo(RefusalCause.RATE_LIMITED);
    }

    @Test
    void whoIsNotTrustedIsNotBelieved() throws Exception {
        proxy = trusting("10.0.0.0/8", TestProxy.tls(echo.address())).start();
        try (Socket client = proxy.connectPlain()) {
            client.getOutputStream().write(V1);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        }
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(report.reason()).isEqualTo(FailureReason.NOT_TLS);
        assertThat(report.connection().client()).isNotEqualTo(CLIENT);
        try (Socket client = proxy.connect()) {
            assertEchoes(client);
        }
    }

    private static TestProxy.Plan trusting(String network, TestProxy.Plan plan) {
        Networks networks = new Networks(List.of(Network.parse(network)));
        UnaryOperator<Listener> before = plan.listener();
        return plan.with(
                (UnaryOperator<Listener>) web -> before.apply(web).withProxyProtocol(networks));
    }

    private static ListenerTls impatient(ListenerTls tls) {
        return tls.withHandshakeTimeout(Duration.ofMillis(300));
    }

    private static byte[] v2(int versionAndCommand, int family, byte[] rest, String behind) {
        byte[] header = v2(versionAndCommand, family, rest);
        return ByteBuffer.allocate(header.length + behind.length())
                .put(header)
                .put(behind.getBytes(US_ASCII))
                .array();
    }

    private static byte[] v2(int versionAndCommand, int family, byte[] rest) {
        return ByteBuffer.allocate(SIGNATURE.length + 4 + rest.length)
                .put(SIGNATURE)
                .put((byte) versionAndCommand)
                .put((byte) family)
                .putShort((short) rest.length)
                .put(rest)
                .array();
    }

    private static boolean isClosed(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException _) {
            return true;
        }
    }

    private static void assertEchoes(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write("hello".getBytes(ISO_8859_1));
        out.flush();
        assertThat(client.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(ISO_8859_1));
    }
}
