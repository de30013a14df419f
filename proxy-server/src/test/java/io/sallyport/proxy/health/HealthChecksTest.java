package io.sallyport.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.HealthCheck;
import io.sallyport.config.model.HealthSettings;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.proxy.testing.RecordedTraffic.StateChange;
import io.sallyport.proxy.testing.Setup;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers are asked whether they are well, and those that are not get nothing.
@Timeout(60)
class HealthChecksTest {
    private static final HealthSettings OFTEN =
            HealthSettings.DEFAULTS
                    .withRequest("/healthz?deep", Optional.empty())
                    .withTimes(Duration.ofMillis(20), Duration.ofSeconds(10));

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private volatile String answer = "HTTP/1.1 204 No Content\r\n\r\n";

    static Stream<Setup> setups() {
        return Setup.available();
    }

    @ParameterizedTest
    @MethodSource("setups")
    void noticesThatAServerIsNotWellAndThatItIsAgain(Setup setup, @TempDir Path folder)
            throws Exception {
        try (TestServer sick = TestServer.start(folder.resolve("app.sock"), this::serve);
                TestServer well = TestServer.start(HealthChecksTest::echoOrHealth);
                TestProxy proxy = proxy(setup, OFTEN, sick.address(), well.address())) {
            String name = sick.address().toString();
            assertThat(asked.take())
                    .startsWith("GET /healthz?deep HTTP/1.1\r\n")
                    .containsIgnoringCase("host: localhost\r\n")
                    .containsIgnoringCase("connection: close\r\n");
            answer = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
            assertThat(change(proxy, name))
                    .isEqualTo(
                            new StateChange(
                                    name,
                                    false,
                                    "health checks in a row that failed: 3, the last: status 503"));
            for (int i = 0; i < 4; i++) {
                assertThat(echoes(proxy)).isTrue();
            }
            assertThat(proxy.traffic().connected()).containsOnly(well.address().toString());
            answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            assertThat(change(proxy, name))
                    .isEqualTo(
                            new StateChange(
                                    name, true, "health checks in a row that succeeded: 2"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|it ended the connection instead of answering",
                "SSH-2.0-x\r\n\r\n|its answer cannot be read",
                "HTTP/1.1 404 Not Found\r\n\r\n|status 404",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Oh\r\n\r\n|status 500"
            })
    void saysWhatIsWrong(String answerAndFault) throws Exception {
        String[] parts = answerAndFault.split("\\|", -1);
        answer = parts[0];
        try (TestServer server = TestServer.start(this::serve);
                TestProxy proxy = proxy(Setup.PLAIN_NIO, OFTEN, server.address())) {
            assertThat(change(proxy, server.address().toString()).why())
                    .isEqualTo(
                            "health checks in a row that failed: 1, the last: "
                                    + parts[1]
                                    + "; no server of the backend is up now, so all are tried");
        }
    }

    @Test
    void takesStatusesAsTheyAreConfiguredAndNamesTheHost() throws Exception {
        answer = "HTTP/1.1 418 I'm a teapot\r\n\r\n";
        HealthSettings settings =
                OFTEN.withRequest("/", Optional.of("app.example.com")).withStatuses(List.of(418));
        try (TestServer server = TestServer.start(this::serve);
                TestProxy proxy = proxy(Setup.PLAIN_NIO, settings, server.address())) {
            for (int i = 0; i < 3; i++) {
                assertThat(asked.take()).containsIgnoringCase("host: app.example.com\r\n");
            }
            answer = "HTTP/1.1 200 OK\r\n\r\n";
            assertThat(change(proxy, server.address().toString()).why()).contains("status 200");
        }
    }

    @Test
    void givesUpAServerThatSaysNothing() throws Exception {
        HealthSettings settings = OFTEN.withTimes(Duration.ofMillis(20), Duration.ofMillis(50));
        try (TestServer server = TestServer.start(HealthChecksTest::hang);
                TestProxy proxy = proxy(Setup.PLAIN_NIO, settings, server.address())) {
            assertThat(change(proxy, server.address().toString()).why())
                    .contains("no answer within 50 ms");
        }
    }

    @Test
    void noticesThatAServerTakesNoConnections() throws Exception {
        ServerAddress nobody = TestServer.nobody();
        try (TestProxy proxy = proxy(Setup.PLAIN_NIO, OFTEN.withCheck(HealthCheck.TCP), nobody)) {
            assertThat(change(proxy, nobody.toString()).why()).contains("Connection refused");
        }
    }

    @Test
    void isContentWithAConnectionIfThatIsAllThatIsAskedFor() throws Exception {
        BlockingQueue<String> connections = new LinkedBlockingQueue<>();
        try (TestServer server =
                        TestServer.start(client -> connections.add("taken" + client.read(one())));
                TestProxy proxy =
                        proxy(
                                Setup.PLAIN_NIO,
                                OFTEN.withCheck(HealthCheck.TCP),
                                server.address())) {
            for (int i = 0; i < 5; i++) {
                assertThat(connections.take()).as("nothing is said").isEqualTo("taken-1");
            }
            assertThat(proxy.traffic().states()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop.v1.Cart"})
    void asksByGrpc(String service) throws Exception {
        try (GrpcHealthServer server = new GrpcHealthServer();
                TestProxy proxy =
                        proxy(Setup.PLAIN_NIO, OFTEN.withService(service), server.address())) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.asked()).isEqualTo(service);
            }
            assertThat(proxy.traffic().states()).hasSize(1);
            server.answer(2, "0");
            String name = server.address().toString();
            assertThat(change(proxy, name).why()).contains("the last: NOT_SERVING");
            server.answer(1, "0");
            assertThat(change(proxy, name).up()).isTrue();
            server.answer(1, "12");
            assertThat(change(proxy, name).why()).contains("the last: grpc-status 12");
        }
    }

    @Test
    void noticesThatAServerDoesNotSpeakGrpc() throws Exception {
        answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        try (TestServer server = TestServer.start(this::serve);
                TestProxy proxy = proxy(Setup.PLAIN_NIO, OFTEN.withService(""), server.address())) {
            assertThat(change(proxy, server.address().toString()).up()).isFalse();
        }
    }

    @Test
    void triesEveryServerIfNoneIsWell() throws Exception {
        answer = "HTTP/1.1 500 Oh\r\n\r\n";
        try (TestServer server = TestServer.start(HealthChecksTest::echoOrFailure);
                TestProxy proxy = proxy(Setup.PLAIN_NIO, OFTEN, server.address())) {
            assertThat(change(proxy, server.address().toString()).up()).isFalse();
            assertThat(echoes(proxy)).isTrue();
        }
    }

    private static TestProxy proxy(Setup setup, HealthSettings health, ServerAddress... servers)
            throws IOException {
        return setup.before().with(Backend.of(List.of(servers)).withHealth(health)).start();
    }

    /// The first change after the start.
    private static StateChange change(TestProxy proxy, String server) {
        StateChange change = proxy.traffic().awaitState();
        while (!change.server().equals(server) || change.why().equals("the proxy starts")) {
            change = proxy.traffic().awaitState();
        }
        return change;
    }

    private static boolean echoes(TestProxy proxy) throws IOException {
        try (Socket client = proxy.connect()) {
            client.getOutputStream().write(42);
            return client.getInputStream().read() == 42;
        }
    }

    private void serve(SocketChannel client) throws IOException {
        String now = answer;
        asked.add(read(client));
        write(client, now);
    }

    private static void echoOrHealth(SocketChannel client) throws IOException {
        echoOr(client, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    private static void echoOrFailure(SocketChannel client) throws IOException {
        echoOr(client, "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n");
    }

    private static void echoOr(SocketChannel client, String answer) throws IOException {
        InputStream in = Channels.newInputStream(client);
        int first = in.read();
        if (first == 'G') {
            write(client, answer);
            in.readAllBytes();
        } else if (first >= 0) {
            OutputStream out = Channels.newOutputStream(client);
            out.write(first);
        }
    }

    private static void hang(SocketChannel client) throws IOException {
        Channels.newInputStream(client).readAllBytes();
    }

    private static String read(SocketChannel client) throws IOException {
        InputStream in = Channels.newInputStream(client);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(SocketChannel client, String text) throws IOException {
        Channels.newOutputStream(client).write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer one() {
        return ByteBuffer.allocate(1);
    }
}
