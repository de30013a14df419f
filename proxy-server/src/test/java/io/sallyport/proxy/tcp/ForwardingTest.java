package io.sallyport.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.testing.RecordedTraffic;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.Stream;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingTest {
    private static final int MIB = 1 << 20;

    /// More than the kernel takes for a reader that does not read.
    private static final int PLENTY = 32 * MIB;

    static java.util.stream.Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void bringsEveryByteToTheServer(Setup setup) throws Exception {
        try (TestServer server = TestServer.start(ForwardingTest::answerByHash);
                TestProxy proxy = setup.before(server.address()).start()) {
            for (long size : sizes(setup)) {
                Stream stream = new Stream(size, size);
                try (Socket client = proxy.connect()) {
                    stream.writeTo(client.getOutputStream());
                    client.shutdownOutput();
                    assertThat(text(client.getInputStream())).isEqualTo(stream.hash());
                }
                assertThat(proxy.traffic().awaitClosed().bytesIn()).isEqualTo(size);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void bringsEveryByteToTheClient(Setup setup) throws Exception {
        for (long size : sizes(setup)) {
            Stream stream = new Stream(size, ~size);
            try (TestServer server =
                            TestServer.start(
                                    client -> stream.writeTo(Channels.newOutputStream(client)));
                    TestProxy proxy = setup.before(server.address()).start()) {
                try (Socket client = proxy.connect()) {
                    assertThat(Stream.hash(client.getInputStream())).isEqualTo(stream.hash());
                }
                assertThat(proxy.traffic().awaitClosed().bytesOut()).isEqualTo(size);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void bringsBytesBothWaysAtOnce(Setup setup) throws Exception {
        try (TestServer server = TestServer.start(TestServer.ECHO);
                TestProxy proxy = setup.before(server.address()).start();
                Socket client = proxy.connect()) {
            Stream stream = new Stream(16 * MIB, 7);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> {
                        try {
                            stream.writeTo(client.getOutputStream());
                            client.shutdownOutput();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
            assertThat(Stream.hash(client.getInputStream())).isEqualTo(stream.hash());
            sent.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void holdsLittleForAClientThatDoesNotRead(Setup setup) throws Exception {
        Stream stream = new Stream(PLENTY, 3);
        try (TestServer server =
                        TestServer.start(
                                client -> stream.writeTo(Channels.newOutputStream(client)));
                TestProxy proxy = setup.before(server.address()).start();
                Socket client = proxy.connect()) {
            RecordedTraffic traffic = proxy.traffic();
            long before = directMemory();
            awaitStandstill(() -> traffic.bytes(Direction.OUT));
            assertThat(traffic.bytes(Direction.OUT)).isBetween(1L, PLENTY - 8L * MIB);
            assertThat(directMemory() - before).isLessThan(6L * MIB);
            assertThat(Stream.hash(client.getInputStream())).isEqualTo(stream.hash());
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void holdsLittleForAServerThatDoesNotRead(Setup setup) throws Exception {
        CompletableFuture<Void> read = new CompletableFuture<>();
        Stream stream = new Stream(PLENTY, 4);
        try (TestServer server =
                        TestServer.start(client -> {
                            read.join();
                            answerByHash(client);
                        });
                TestProxy proxy = setup.before(server.address()).start();
                Socket client = proxy.connect()) {
            RecordedTraffic traffic = proxy.traffic();
            long before = directMemory();
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> {
                        try {
                            stream.writeTo(client.getOutputStream());
                            client.shutdownOutput();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
            awaitStandstill(() -> traffic.bytes(Direction.IN));
            assertThat(traffic.bytes(Direction.IN)).isBetween(1L, PLENTY - 8L * MIB);
            assertThat(directMemory() - before).isLessThan(6L * MIB);
            read.complete(null);
            sent.get(20, TimeUnit.SECONDS);
            assertThat(text(client.getInputStream())).isEqualTo(stream.hash());
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void letsTheClientGoOnAfterTheServerEndedItsStream(Setup setup) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (TestServer server =
                        TestServer.start(client -> {
                            client.write(ascii("that is all"));
                            client.shutdownOutput();
                            heard.complete(text(Channels.newInputStream(client)));
                        });
                TestProxy proxy = setup.before(server.address()).start()) {
            try (Socket client = proxy.connect()) {
                assertThat(text(client.getInputStream())).isEqualTo("that is all");
                client.getOutputStream().write("thank you".getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("thank you");
            }
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.BACKEND_CLOSED);
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void goesOnSendingToASlowClientThatEndedItsStream(Setup setup) throws Exception {
        Stream stream = new Stream(PLENTY, 5);
        try (TestServer server =
                        TestServer.start(client -> {
                            while (client.read(ByteBuffer.allocate(1)) >= 0) {
                                // until the end
                            }
                            stream.writeTo(Channels.newOutputStream(client));
                        });
                TestProxy proxy = setup.before(server.address()).start();
                Socket client = proxy.connect()) {
            client.shutdownOutput();
            awaitStandstill(() -> proxy.traffic().bytes(Direction.OUT));
            assertThat(Stream.hash(client.getInputStream())).isEqualTo(stream.hash());
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void reportsAConnectionOnceWhenBothSidesAreClosed(Setup setup) throws Exception {
        try (TestServer server = TestServer.start(TestServer.ECHO);
                TestProxy proxy = setup.before(server.address()).start()) {
            try (Socket client = proxy.connect()) {
                client.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                assertThat(text(client.getInputStream())).isEqualTo("ping");
            }
            ConnectionReport report = proxy.traffic().awaitClosed();
            assertThat(report.cause()).isEqualTo(CloseCause.CLIENT_CLOSED);
            assertThat(report.backend()).isEqualTo("app");
            assertThat(report.server()).isEqualTo(server.address().toString());
            assertThat(report.bytesIn()).isEqualTo(4);
            assertThat(report.bytesOut()).isEqualTo(4);
            assertThat(report.session() != null).isEqualTo(setup.isTls());
            assertThat(report.connection()).isEqualTo(proxy.traffic().awaitOpened());
            assertThat(proxy.traffic().disconnected()).containsExactly(server.address().toString());
            assertThat(proxy.traffic().unexpectedClosed()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void breaksTheServerOffWhenTheClientIsReset(Setup setup) throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        try (TestServer server =
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
                TestProxy proxy = setup.before(server.address()).start()) {
            Socket plain = proxy.connectPlain();
            Socket client = proxy.connectOver(plain);
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            plain.setSoLinger(true, 0);
            plain.close();
            assertThat(ended.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_RESET);
        }
    }

    /// The largest only over the transport that everybody uses, to save time.
    private static long[] sizes(Setup setup) {
        boolean usual = setup == Setup.PLAIN_EPOLL || setup == Setup.TLS_EPOLL;
        return new long[] {1, 16 * 1024, (usual ? 100 : 10) * MIB};
    }

    /// Reads everything, then says what its hash is.
    private static void answerByHash(SocketChannel client) throws IOException {
        client.write(ascii(Stream.hash(Channels.newInputStream(client))));
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /// Waits until a number has not grown for a while.
    private static void awaitStandstill(LongSupplier number) {
        long still = Duration.ofMillis(500).toNanos();
        long last = number.getAsLong();
        long since = System.nanoTime();
        while (last == 0 || System.nanoTime() - since < still) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            if (number.getAsLong() != last) {
                last = number.getAsLong();
                since = System.nanoTime();
            }
        }
    }
}
