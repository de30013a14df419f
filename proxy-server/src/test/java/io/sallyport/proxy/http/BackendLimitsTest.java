package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendLimits;
import io.sallyport.config.model.KeepAliveSettings;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a backend is burdened with at most, and what happens to those who come when it has that.
@Timeout(60)
class BackendLimitsTest {
    private static final BackendLimits NONE = BackendLimits.DEFAULTS;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Semaphore mayAnswer = new Semaphore(0);
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private HttpBackend server;
    private TestProxy proxy;

    @BeforeEach
    void startServer() {
        server =
                new HttpBackend(request -> {
                    String path = request.firstLine().split(" ")[1];
                    asked.add(path);
                    if (path.startsWith("/slow")) {
                        mayAnswer.acquireUninterruptibly();
                    }
                    return HttpBackend.ok(path);
                });
    }

    @AfterEach
    void stop() {
        mayAnswer.release(1000);
        if (proxy != null) {
            proxy.close();
        }
        server.close();
    }

    @Test
    void refusesRequestsBeyondTheLimitAtOnce() throws Exception {
        start(new BackendLimits(1, OptionalInt.empty(), 5, LONG));
        try (Socket slow = proxy.connect();
                Socket other = proxy.connect()) {
            send(slow, "/slow");
            asked.take();
            send(other, "/a");
            assertThat(read(other).firstLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_overloaded");
            mayAnswer.release();
            assertThat(read(slow).body()).isEqualTo("/slow");
            proxy.traffic().awaitRequest();
            send(other, "/b");
            assertThat(read(other).body()).isEqualTo("/b");
        }
    }

    @Test
    void letsRequestsWaitForAConnectionInTheirOrder() throws Exception {
        start(new BackendLimits(100, OptionalInt.of(1), 5, LONG));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Socket client = proxy.connect();
            clients.add(client);
            send(client, "/slow" + i);
            if (i == 0) {
                asked.take();
            } else {
                awaitWaiting(i);
            }
        }
        mayAnswer.release(6);
        for (int i = 0; i < 6; i++) {
            assertThat(read(clients.get(i)).body()).isEqualTo("/slow" + i);
            clients.get(i).close();
        }
        for (int i = 1; i < 6; i++) {
            assertThat(asked.take()).isEqualTo("/slow" + i);
        }
        assertThat(server.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void refusesRequestsWhenTooManyWait() throws Exception {
        start(new BackendLimits(100, OptionalInt.of(1), 0, LONG));
        try (Socket slow = proxy.connect();
                Socket other = proxy.connect()) {
            send(slow, "/slow");
            asked.take();
            send(other, "/a");
            assertThat(read(other).firstLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_queue_full");
        }
    }

    @Test
    void refusesRequestsThatWaitTooLong() throws Exception {
        start(new BackendLimits(100, OptionalInt.of(1), 5, Duration.ofMillis(50)));
        try (Socket slow = proxy.connect();
                Socket other = proxy.connect()) {
            send(slow, "/slow");
            asked.take();
            send(other, "/a");
            assertThat(read(other).firstLine()).isEqualTo("HTTP/1.1 503 Service Unavailable");
            assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_wait_timeout");
            assertThat(proxy.proxy().backends().getFirst().line().isEmpty()).isTrue();
            mayAnswer.release();
            assertThat(read(slow).body()).isEqualTo("/slow");
        }
    }

    @Test
    void forgetsAClientThatLeavesWhileItWaits() throws Exception {
        start(new BackendLimits(100, OptionalInt.of(1), 5, LONG));
        try (Socket slow = proxy.connect();
                Socket last = proxy.connect()) {
            send(slow, "/slow");
            asked.take();
            try (Socket leaving = proxy.connect()) {
                send(leaving, "/never");
                awaitWaiting(1);
                send(last, "/last");
                awaitWaiting(2);
                leaving.setSoLinger(true, 0);
            }
            awaitWaiting(1);
            mayAnswer.release();
            assertThat(read(last).body()).isEqualTo("/last");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void takesTheConnectionThatAnotherEventLoopKeepsForNobody() throws Exception {
        start(new BackendLimits(100, OptionalInt.of(1), 5, LONG));
        for (int i = 0; i < 30; i++) {
            try (Socket client = proxy.connect()) {
                send(client, "/" + i);
                assertThat(read(client).body()).isEqualTo("/" + i);
            }
        }
        assertThat(server.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreConnectionsThanConfigured() throws Exception {
        proxy =
                TestProxy.plain()
                        .with(
                                Backend.of(List.of(server.address()))
                                        .withKeepAlive(new KeepAliveSettings(0, LONG)))
                        .speakingHttp()
                        .start();
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 3; i++) {
                send(client, "/" + i);
                assertThat(read(client).body()).isEqualTo("/" + i);
            }
        }
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void closesConnectionsThatNobodyUsesForTooLong() throws Exception {
        proxy =
                TestProxy.plain()
                        .with(
                                Backend.of(List.of(server.address()))
                                        .withKeepAlive(
                                                new KeepAliveSettings(5, Duration.ofMillis(50))))
                        .speakingHttp()
                        .start();
        try (Socket client = proxy.connect()) {
            send(client, "/");
            assertThat(read(client).body()).isEqualTo("/");
            proxy.traffic().awaitDisconnected();
        }
    }

    @Test
    void closesConnectionsToABackendThatRetires() throws Exception {
        start(NONE);
        try (Socket client = proxy.connect()) {
            send(client, "/a");
            read(client);
            proxy.proxy().backends().getFirst().retire();
            proxy.traffic().awaitDisconnected();
            send(client, "/b");
            assertThat(read(client).body()).as("what is under way goes on").isEqualTo("/b");
            proxy.traffic().awaitDisconnected();
        }
    }

    @Test
    void letsConnectionsOfBytesWaitToo() throws Exception {
        try (TestServer echo = TestServer.start(TestServer.ECHO)) {
            proxy =
                    TestProxy.plain()
                            .with(
                                    Backend.of(List.of(echo.address()))
                                            .withLimits(
                                                    new BackendLimits(
                                                            1, OptionalInt.of(1), 1, LONG)))
                            .start();
            Socket first = proxy.connect();
            assertThat(echoes(first)).isTrue();
            try (Socket second = proxy.connect()) {
                awaitWaiting(1);
                try (Socket third = proxy.connect()) {
                    assertThat(third.getInputStream().read()).isEqualTo(-1);
                }
                assertThat(proxy.traffic().awaitClosed().cause())
                        .isEqualTo(CloseCause.BACKEND_OVERLOADED);
                first.close();
                assertThat(echoes(second)).isTrue();
            }
        }
    }

    private void start(BackendLimits limits) throws IOException {
        proxy =
                TestProxy.plain()
                        .with(Backend.of(List.of(server.address())).withLimits(limits))
                        .speakingHttp()
                        .start();
    }

    private void awaitWaiting(int number) {
        while (proxy.proxy().backends().getFirst().line().length() != number) {
            Thread.onSpinWait();
        }
    }

    private static boolean echoes(Socket client) throws IOException {
        client.getOutputStream().write(42);
        return client.getInputStream().read() == 42;
    }

    private static void send(Socket client, String path) throws IOException {
        client.getOutputStream()
                .write(
                        ("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Message read(Socket client) throws IOException {
        return Message.read(client.getInputStream(), false);
    }
}
