package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendServer;
import io.sallyport.config.model.RetrySettings;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.RetryCause;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests are made again when that helps and does no harm, and no others are. The servers remember what they got.
@Timeout(60)
class RetryTest {
    private static final RetrySettings ON_503 = new RetrySettings(3, List.of(503), 20);
    private static final String BUSY =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy";

    private final List<HttpBackend> servers = new ArrayList<>();
    private TestProxy proxy;

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        servers.forEach(HttpBackend::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void asksAnotherServerIfOneEndsTheConnectionInsteadOfAnswering(String method) throws Exception {
        start(RetrySettings.DEFAULTS, _ -> HttpBackend.END, _ -> "HTTP/1.1 204 No Content\r\n\r\n");
        for (int i = 0; i < 2; i++) {
            assertThat(status(method + " / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(204);
        }
        assertThat(servers.get(0).requests()).hasSize(1);
        assertThat(servers.get(1).requests()).hasSize(2);
        assertThat(proxy.traffic().retries()).containsExactly(RetryCause.CONNECTION_ENDED);
        RequestReport report = proxy.traffic().awaitRequest();
        assertThat(report.reason()).isNull();
        assertThat(report.server()).isEqualTo(servers.get(1).address().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
                "PATCH / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi",
                "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi",
                "DELETE / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                "OTHER / HTTP/1.1\r\nHost: h\r\n\r\n"
            })
    void makesNoRequestAgainThatMayHaveBeenDoneAlreadyOrWhoseBodyIsGone(String request)
            throws Exception {
        start(ON_503, _ -> HttpBackend.END, _ -> BUSY);
        assertThat(status(request)).isEqualTo(502);
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_closed");
        assertThat(status(request)).isEqualTo(503);
        assertThat(proxy.traffic().awaitRequest().reason()).isNull();
        assertThat(servers).allMatch(server -> server.requests().size() == 1);
        assertThat(proxy.traffic().retries()).isEmpty();
    }

    @Test
    void asksAnotherServerToBetterAnAnswer() throws Exception {
        start(ON_503, _ -> BUSY, _ -> HttpBackend.ok("fine"));
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 4; i++) {
                send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("fine");
            }
        }
        assertThat(servers.get(0).requests()).hasSize(2);
        assertThat(servers.get(1).requests()).hasSize(4);
    }

    @Test
    void passesTheLastAnswerOnIfNoneIsBetter() throws Exception {
        start(ON_503, _ -> BUSY, _ -> BUSY, _ -> BUSY, _ -> BUSY);
        try (Socket client = proxy.connect()) {
            send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            Message answer = Message.read(client.getInputStream(), false);
            assertThat(answer.firstLine()).contains("503");
            assertThat(answer.body()).isEqualTo("busy");
        }
        assertThat(servers.stream().mapToInt(server -> server.requests().size()))
                .as("another server each time, and no more than three in all")
                .containsExactlyInAnyOrder(1, 1, 1, 0);
    }

    @Test
    void asksTheSameServerIfThereIsNoOther() throws Exception {
        List<String> answers = new ArrayList<>(List.of(HttpBackend.ok("fine"), BUSY));
        start(ON_503, _ -> answers.removeLast());
        assertThat(status("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(200);
    }

    @Test
    void makesNoMoreRequestsAgainThanTheBudgetAllows() throws Exception {
        start(new RetrySettings(2, List.of(503), 20), _ -> BUSY, _ -> BUSY);
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 100; i++) {
                send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(Message.read(client.getInputStream(), false).firstLine())
                        .contains("503");
            }
        }
        assertThat(servers.stream().mapToInt(server -> server.requests().size()).sum())
                .as("a hundred, a fifth of them, and ten")
                .isEqualTo(130);
        assertThat(proxy.traffic().retries())
                .filteredOn(RetryCause.OUT_OF_BUDGET::equals)
                .hasSize(70);
    }

    @Test
    void makesNothingAgainIfThatIsNotWanted() throws Exception {
        start(new RetrySettings(1, List.of(503), 20), _ -> HttpBackend.END, _ -> BUSY);
        assertThat(status("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(502);
        assertThat(status("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(503);
        assertThat(servers).allMatch(server -> server.requests().size() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                "nonsense\r\n\r\n",
            })
    void makesNothingAgainThatWasAnsweredHoweverBadly(String answer) throws Exception {
        start(ON_503, _ -> answer + HttpBackend.END, _ -> answer + HttpBackend.END);
        try (Socket client = proxy.connect()) {
            send(client, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            client.getInputStream().readNBytes(1);
        }
        proxy.traffic().awaitRequest();
        assertThat(servers.stream().mapToInt(server -> server.requests().size()).sum())
                .isEqualTo(1);
    }

    @Test
    void passesOverAServerThatEndsConnectionsAgainAndAgain() throws Exception {
        start(RetrySettings.DEFAULTS, _ -> HttpBackend.END, _ -> HttpBackend.ok("fine"));
        for (int i = 0; i < 30; i++) {
            assertThat(status("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(200);
        }
        assertThat(servers.getFirst().requests()).hasSize(5);
        assertThat(proxy.traffic().states())
                .last()
                .satisfies(state -> assertThat(state.up()).isFalse());
    }

    @SafeVarargs
    private void start(RetrySettings retry, Function<Message, String>... answers)
            throws IOException {
        for (Function<Message, String> answer : answers) {
            servers.add(new HttpBackend(answer));
        }
        Backend backend =
                Backend.ofServers(
                                servers.stream()
                                        .map(server -> BackendServer.of(server.address()))
                                        .toList())
                        .withRetry(retry);
        proxy = TestProxy.plain().with(backend).speakingHttp().start();
    }

    private int status(String request) throws IOException {
        try (Socket client = proxy.connect()) {
            send(client, request);
            Message answer = Message.read(client.getInputStream(), request.startsWith("HEAD"));
            return Integer.parseInt(answer.firstLine().split(" ")[1]);
        }
    }

    private static void send(Socket client, String request) throws IOException {
        client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }
}
