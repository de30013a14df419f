package io.sallyport.proxy.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.Transport;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ListenerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final TestServer server = TestServer.start(TestServer.ECHO);

    static Stream<Setup> setups() {
        return Setup.available();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void refusesConnectionsBeyondTheLimit(Setup setup) throws Exception {
        try (TestProxy proxy =
                setup.before(server.address())
                        .with(web -> web.withLimits(web.limits().withMaxConnections(1)))
                        .start()) {
            try (Socket first = proxy.connect()) {
                assertEcho(first);
                assertTurnedAway(proxy);
                assertThat(proxy.traffic().awaitRefused())
                        .isEqualTo(RefusalCause.TOO_MANY_CONNECTIONS);
                assertEcho(first);
            }
            proxy.traffic().awaitClosed();
            try (Socket third = proxy.connect()) {
                assertEcho(third);
            }
        }
    }

    @Test
    void refusesHandshakesBeyondTheLimit() throws Exception {
        try (TestProxy proxy =
                        TestProxy.tls(server.address())
                                .with(web -> web.withLimits(web.limits().withMaxHandshakes(1)))
                                .start();
                Socket established = proxy.connect()) {
            assertEcho(established);
            proxy.traffic().awaitOpened();
            try (Socket silent = proxy.connectPlain()) {
                proxy.traffic().awaitOpened();
                assertTurnedAway(proxy);
                assertThat(proxy.traffic().awaitRefused())
                        .isEqualTo(RefusalCause.TOO_MANY_HANDSHAKES);
                assertEcho(established);
                silent.shutdownOutput();
                assertThat(proxy.traffic().awaitClosed().cause())
                        .isEqualTo(CloseCause.HANDSHAKE_FAILED);
            }
            try (Socket next = proxy.connect()) {
                assertEcho(next);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void closesAConnectionOnWhichNothingMoves(Setup setup) throws Exception {
        try (TestProxy proxy =
                        setup.before(server.address())
                                .with(web -> web.withIdleTimeout(SHORT))
                                .start();
                Socket client = proxy.connect()) {
            assertEcho(client);
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.IDLE_TIMEOUT);
            assertThat(proxy.traffic().disconnected()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void drainsByWaitingForConnections(Setup setup) throws Exception {
        try (TestProxy proxy = setup.before(server.address()).start();
                Socket client = proxy.connect()) {
            assertEcho(client);
            CompletableFuture<Void> drained = proxy.proxy().drain(LONG);
            assertTurnedAway(proxy);
            assertEcho(client);
            assertThat(drained).isNotDone();
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            drained.get(20, TimeUnit.SECONDS);
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_CLOSED);
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void closesConnectionsThatOutlastTheDrain(Setup setup) throws Exception {
        try (TestProxy proxy = setup.before(server.address()).start();
                Socket client = proxy.connect()) {
            assertEcho(client);
            proxy.proxy().drain(SHORT).get(20, TimeUnit.SECONDS);
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.DRAIN_TIMEOUT);
        }
    }

    @Test
    void tellsAHandshakeThatTheProxyEnds() throws Exception {
        try (TestProxy proxy = TestProxy.tls(server.address()).start();
                Socket silent = proxy.connectPlain()) {
            proxy.traffic().awaitOpened();
            proxy.proxy().drain(Duration.ZERO);
            var report = proxy.traffic().awaitHandshake();
            assertThat(report.reason()).isEqualTo(FailureReason.SERVER_STOPPED);
            assertThat(report.outcome()).isEqualTo(HandshakeOutcome.FAILURE);
            assertThat(silent.getInputStream().read()).isEqualTo(21);
        }
    }

    @Test
    void closesAtOnceWhenToldTo() throws Exception {
        TestProxy proxy = TestProxy.tls(server.address()).start();
        try (Socket client = proxy.connect()) {
            assertEcho(client);
            proxy.proxy().drain(LONG);
            proxy.close();
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.DRAIN_TIMEOUT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"AUTO", "NIO"})
    void namesAPortThatIsTaken(Transport transport) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> TestProxy.plain().with(transport).startOn(port))
                    .isInstanceOf(BindException.class)
                    .hasMessage(
                            "listener web: cannot listen on 127.0.0.1:"
                                    + port
                                    + ": the port is taken by another process; stop that one or"
                                    + " choose another port");
        }
    }

    @Test
    void takesThePortOfAnotherProxyForTaken() throws Exception {
        try (TestProxy first = TestProxy.plain(server.address()).start()) {
            int port = first.address().getPort();
            assertThatThrownBy(() -> TestProxy.plain().startOn(port))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("taken");
            try (Socket client = first.connect()) {
                assertEcho(client);
            }
        }
    }

    @Test
    void namesAnAddressThatIsNoneOfThisMachines() {
        assertThatThrownBy(() -> TestProxy.plain().startOn("192.0.2.1", 0))
                .isInstanceOf(BindException.class)
                .hasMessage(
                        "listener web: cannot listen on 192.0.2.1:0:"
                                + " the address is none of this machine's");
    }

    /// Either the kernel refuses the connection, or it is closed before anything comes over it.
    private static void assertTurnedAway(TestProxy proxy) {
        int read;
        try (Socket client = proxy.connectPlain()) {
            read = client.getInputStream().read();
        } catch (SocketException e) {
            return;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(read).isEqualTo(-1);
    }

    private static void assertEcho(Socket client) throws IOException {
        client.getOutputStream().write(42);
        assertThat(client.getInputStream().read()).isEqualTo(42);
    }
}
