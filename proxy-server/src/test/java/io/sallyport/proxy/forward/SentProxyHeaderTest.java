package io.sallyport.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.HealthSettings;
import io.sallyport.config.model.SendProxyProtocol;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import io.sallyport.proxy.testing.TestTls;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers learn who the client is before they get its first byte.
@Timeout(60)
class SentProxyHeaderTest {
    private static final byte[] SIGNATURE = {
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
    };

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> headers = new LinkedBlockingQueue<>();

    static Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void isALineInVersion1(Setup setup) throws Exception {
        try (TestServer server = TestServer.start(this::readLineAndEcho);
                TestProxy proxy = proxy(setup, SendProxyProtocol.V1, server);
                Socket client = proxy.connect()) {
            assertThat(echoes(client)).isTrue();
            assertThat(lines.take())
                    .isEqualTo(
                            "PROXY TCP4 127.0.0.1 127.0.0.1 "
                                    + client.getLocalPort()
                                    + " "
                                    + proxy.address().getPort());
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void tellsOfTlsInVersion2AndHasAChecksum(Setup setup) throws Exception {
        try (TestServer server = TestServer.start(this::readHeaderAndEcho);
                TestProxy proxy = proxy(setup, SendProxyProtocol.V2, server);
                Socket client = proxy.connect()) {
            assertThat(echoes(client)).isTrue();
            ByteBuffer header = ByteBuffer.wrap(headers.take());
            assertThat(header.get(12)).as("version 2, PROXY").isEqualTo((byte) 0x21);
            assertThat(header.get(13)).as("IPv4, stream").isEqualTo((byte) 0x11);
            header.position(16);
            assertThat(header.getInt()).isEqualTo(0x7F000001);
            assertThat(header.getInt()).isEqualTo(0x7F000001);
            assertThat(header.getShort() & 0xFFFF).isEqualTo(client.getLocalPort());
            assertThat(header.getShort() & 0xFFFF).isEqualTo(proxy.address().getPort());
            Map<Integer, ByteBuffer> values = values(header);
            assertThat(values.get(0x03).getInt(0)).isEqualTo(checksum(header));
            if (setup.isTls()) {
                assertThat(values.keySet()).containsExactly(0x02, 0x20, 0x03);
                assertThat(text(values.get(0x02))).isEqualTo("localhost");
                ByteBuffer tls = values.get(0x20);
                assertThat(tls.get()).as("over TLS, without a certificate").isEqualTo((byte) 1);
                assertThat(tls.getInt()).as("not verified").isNotZero();
                Map<Integer, ByteBuffer> inner = values(tls);
                assertThat(text(inner.get(0x21))).isEqualTo("TLSv1.3");
                assertThat(text(inner.get(0x23))).startsWith("TLS_AES_");
            } else {
                assertThat(values.keySet()).containsExactly(0x03);
            }
        }
    }

    @Test
    void tellsTheProtocolThatWasAgreedOn() throws Exception {
        try (TestServer server = TestServer.start(this::readHeaderAndEcho);
                TestProxy proxy =
                        TestProxy.tls()
                                .with(backend(SendProxyProtocol.V2, server))
                                .withTls(tls -> tls.withAlpn(List.of("x-test")))
                                .start();
                Socket client = TestTls.handshake(proxy.connectPlain(), "x-test")) {
            assertThat(echoes(client)).isTrue();
            ByteBuffer header = ByteBuffer.wrap(headers.take()).position(28);
            assertThat(text(values(header).get(0x01))).isEqualTo("x-test");
        }
    }

    @Test
    void hasTheFamilyOfTheAddresses() throws Exception {
        try (TestServer server = TestServer.start(this::readHeaderAndEcho);
                TestProxy proxy =
                        TestProxy.plain()
                                .with(backend(SendProxyProtocol.V2, server))
                                .startOn("::1", 0);
                Socket client = new Socket()) {
            client.connect(
                    new InetSocketAddress(InetAddress.ofLiteral("::1"), proxy.address().getPort()));
            assertThat(client.getLocalAddress()).isInstanceOf(Inet6Address.class);
            assertThat(echoes(client)).isTrue();
            ByteBuffer header = ByteBuffer.wrap(headers.take());
            assertThat(header.get(13)).as("IPv6, stream").isEqualTo((byte) 0x21);
            byte[] address = new byte[16];
            header.get(16, address);
            assertThat(InetAddress.getByAddress(address)).isEqualTo(client.getLocalAddress());
        }
    }

    @Test
    void saysThatNoClientIsThereWhenAServerIsAskedWhetherItIsWell() throws Exception {
        HealthSettings health =
                HealthSettings.DEFAULTS
                        .withRequest("/well", Optional.empty())
                        .withTimes(Duration.ofMillis(20), Duration.ofSeconds(10));
        try (TestServer server = TestServer.start(this::readLineAndEcho);
                TestProxy _ =
                        TestProxy.plain()
                                .with(backend(SendProxyProtocol.V1, server).withHealth(health))
                                .start()) {
            assertThat(lines.take()).isEqualTo("PROXY UNKNOWN");
        }
        try (TestServer server = TestServer.start(this::readHeaderAndEcho);
                TestProxy _ =
                        TestProxy.plain()
                                .with(backend(SendProxyProtocol.V2, server).withHealth(health))
                                .start()) {
            ByteBuffer header = ByteBuffer.wrap(headers.take());
            assertThat(header.get(12)).as("version 2, LOCAL").isEqualTo((byte) 0x20);
            assertThat(header.get(13)).isZero();
            assertThat(header.remaining()).as("nothing more").isEqualTo(16);
        }
    }

    private static TestProxy proxy(Setup setup, SendProxyProtocol version, TestServer server)
            throws IOException {
        return setup.before().with(backend(version, server)).start();
    }

    private static Backend backend(SendProxyProtocol version, TestServer server) {
        return Backend.of(List.of(server.address())).withSendProxyProtocol(version);
    }

    private static boolean echoes(Socket client) throws IOException {
        client.getOutputStream().write(42);
        return client.getInputStream().read() == 42;
    }

    private void readLineAndEcho(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) in.readUnsignedByte());
        }
        lines.add(line.substring(0, line.length() - 2));
        TestServer.ECHO.serve(client);
    }

    private void readHeaderAndEcho(SocketChannel client) throws IOException {
        DataInputStream in = new DataInputStream(Channels.newInputStream(client));
        byte[] start = in.readNBytes(16);
        assertThat(start).startsWith(SIGNATURE);
        byte[] rest = in.readNBytes(ByteBuffer.wrap(start).getShort(14) & 0xFFFF);
        headers.add(ByteBuffer.allocate(start.length + rest.length).put(start).put(rest).array());
        TestServer.ECHO.serve(client);
    }

    /// What stands from here to the end, by its type.
    private static Map<Integer, ByteBuffer> values(ByteBuffer from) {
        Map<Integer, ByteBuffer> values = new LinkedHashMap<>();
        ByteBuffer left = from.slice();
        while (left.hasRemaining()) {
            int type = left.get() & 0xFF;
            int length = left.getShort() & 0xFFFF;
            values.put(type, left.slice(left.position(), length));
            left.position(left.position() + length);
        }
        return values;
    }

    private static int checksum(ByteBuffer header) {
        byte[] bytes = header.array().clone();
        for (int i = bytes.length - 4; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
    }
}
