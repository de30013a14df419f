package io.sallyport.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.Balance;
import io.sallyport.config.model.HostAndPort;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.testing.RecordedTraffic.ServerState;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerConnectTest {

    static Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void goesOnToTheNextServer(Setup setup) throws Exception {
        ServerAddress dead = TestServer.nobody();
        try (TestServer alive = TestServer.start(TestServer.ECHO);
                TestProxy proxy = setup.before(dead, alive.address()).start()) {
            for (int i = 0; i < 4; i++) {
                assertThat(echoes(proxy)).isTrue();
            }
            String server = alive.address().toString();
            assertThat(proxy.traffic().connected()).containsExactly(server, server, server, server);
            assertThat(proxy.traffic().connectFailures()).containsExactly(dead.toString());
            assertThat(proxy.traffic().states())
                    .containsExactly(
                            new ServerState(dead.toString(), true),
                            new ServerState(server, true),
                            new ServerState(dead.toString(), false));
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void givesTheClientAnEmptyStreamWhenNoServerCanBeReached(Setup setup) throws Exception {
        ServerAddress one = TestServer.nobody();
        ServerAddress two = TestServer.nobody();
        try (TestProxy proxy = setup.before(one, two).start()) {
            try (Socket client = proxy.connect()) {
                client.getOutputStream().write(new byte[1000]);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            ConnectionReport report = proxy.traffic().awaitClosed();
            assertThat(report.cause()).isEqualTo(CloseCause.BACKEND_UNREACHABLE);
            assertThat(report.backend()).isEqualTo("app");
            assertThat(report.server()).isNull();
            assertThat(proxy.traffic().connectFailures())
                    .containsExactly(one.toString(), two.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("setups")
    void reachesAServerByAUnixSocket(Setup setup, @TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("app.sock"), TestServer.ECHO);
                TestProxy proxy = setup.before(server.address()).start()) {
            assertThat(echoes(proxy)).isTrue();
            assertThat(proxy.traffic().connected()).containsExactly(server.address().toString());
        }
    }

    @Test
    void reachesAServerByItsHostName() throws Exception {
        try (TestServer server = TestServer.start(TestServer.ECHO)) {
            int port = ((HostAndPort) server.address()).port();
            try (TestProxy proxy = TestProxy.plain(new HostAndPort("localhost", port)).start()) {
                assertThat(echoes(proxy)).isTrue();
                assertThat(echoes(proxy)).isTrue();
            }
        }
    }

    @Test
    void givesUpAServerThatDoesNotAnswer() throws Exception {
        try (DeafServer deaf = new DeafServer();
                TestServer alive = TestServer.start(TestServer.ECHO);
                TestProxy proxy =
                        TestProxy.plain()
                                .with(
                                        Backend.of(List.of(deaf.address(), alive.address()))
                                                .withConnectTimeout(Duration.ofMillis(200)))
                                .start()) {
            assertThat(echoes(proxy)).isTrue();
            assertThat(proxy.traffic().connectFailures())
                    .containsExactly(deaf.address().toString());
        }
    }

    @Test
    void triesNoMoreServersThanTheBackendAllows() throws Exception {
        ServerAddress dead = TestServer.nobody();
        try (TestServer alive = TestServer.start(TestServer.ECHO);
                TestProxy proxy =
                        TestProxy.plain()
                                .with(
                                        Backend.of(List.of(dead, alive.address()))
                                                .withConnectTries(1))
                                .start()) {
            assertThat(echoes(proxy)).isFalse();
            assertThat(echoes(proxy)).isTrue();
        }
    }

    @Test
    void prefersTheServerWithTheFewestConnections() throws Exception {
        try (TestServer one = TestServer.start(TestServer.ECHO);
                TestServer two = TestServer.start(TestServer.ECHO);
                TestProxy proxy =
                        TestProxy.plain()
                                .with(
                                        Backend.of(List.of(one.address(), two.address()))
                                                .withBalance(Balance.LEAST_CONNECTIONS))
                                .start();
                Socket first = proxy.connect()) {
            exchange(first);
            for (int i = 0; i < 4; i++) {
                assertThat(echoes(proxy)).isTrue();
                proxy.traffic().awaitClosed();
            }
            String busy = one.address().toString();
            String free = two.address().toString();
            assertThat(proxy.traffic().connected()).containsExactly(busy, free, free, free, free);
        }
    }

    @Test
    void forgetsTheServerWhenTheClientLeavesFirst() throws Exception {
        try (DeafServer deaf = new DeafServer();
                TestProxy proxy = TestProxy.plain(deaf.address()).start()) {
            Socket client = proxy.connectPlain();
            proxy.traffic().awaitOpened();
            client.setSoLinger(true, 0);
            client.close();
            assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.CLIENT_RESET);
            assertThat(proxy.traffic().connectFailures()).isEmpty();
        }
    }

    private static boolean echoes(TestProxy proxy) throws IOException {
        try (Socket client = proxy.connect()) {
            return exchange(client);
        }
    }

    private static boolean exchange(Socket client) throws IOException {
        client.getOutputStream().write(42);
        return client.getInputStream().read() == 42;
    }

    /// Has a full backlog and accepts nothing: whoever connects hears nothing.
    private static final class DeafServer implements AutoCloseable {
        private final ServerSocketChannel listening;
        private final List<SocketChannel> filling = new ArrayList<>();

        DeafServer() throws IOException {
            listening =
                    ServerSocketChannel.open()
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            for (int i = 0; i < 4; i++) {
                SocketChannel client = SocketChannel.open();
                client.configureBlocking(false);
                client.connect(listening.getLocalAddress());
                filling.add(client);
            }
        }

        ServerAddress address() throws IOException {
            return new HostAndPort(
                    "127.0.0.1", ((InetSocketAddress) listening.getLocalAddress()).getPort());
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel client : filling) {
                client.close();
            }
            listening.close();
        }
    }
}
