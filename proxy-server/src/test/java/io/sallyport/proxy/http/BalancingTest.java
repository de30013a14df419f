package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendServer;
import io.sallyport.config.model.Balance;
import io.sallyport.config.model.HashBy;
import io.sallyport.config.model.HashSettings;
import io.sallyport.config.model.SameSite;
import io.sallyport.config.model.StickySettings;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which server of a backend gets a request.
@Timeout(60)
class BalancingTest {
    private final List<HttpBackend> servers = new ArrayList<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CountDownLatch slowAsked = new CountDownLatch(1);
    private TestProxy proxy;

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        if (proxy != null) {
            proxy.close();
        }
        servers.forEach(HttpBackend::close);
    }

    @Test
    void countsRequestsUnderWayAndNotConnectionsThatAreKept() throws Exception {
        start(2, false, backend -> backend.withBalance(Balance.LEAST_CONNECTIONS));
        try (Socket slow = proxy.connect();
                Socket quick = proxy.connect()) {
            assertThat(ask(quick, "/1", "")).isEqualTo("0");
            assertThat(ask(quick, "/2", "")).as("equals take turns").isEqualTo("1");
            send(slow, "/slow", "");
            slowAsked.await();
            for (int i = 0; i < 6; i++) {
                assertThat(ask(quick, "/", "")).isEqualTo("1");
            }
            mayAnswer.countDown();
            assertThat(Message.read(slow.getInputStream(), false).body()).isEqualTo("0");
            Set<String> both = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                both.add(ask(quick, "/", ""));
            }
            assertThat(both).containsExactlyInAnyOrder("0", "1");
        }
    }

    @Test
    void bringsRequestsWithTheSameFieldToTheSameServer() throws Exception {
        start(4, false, backend -> backend.withHash(new HashSettings(HashBy.HEADER, "x-user")));
        Set<String> used = new HashSet<>();
        try (Socket client = proxy.connect()) {
            for (int user = 0; user < 40; user++) {
                String field = "X-User: u" + user + "\r\n";
                String server = ask(client, "/", field);
                assertThat(ask(client, "/", field)).isEqualTo(server);
                used.add(server);
            }
            assertThat(used).hasSize(4);
            assertThat(ask(client, "/", "")).isNotEqualTo(ask(client, "/", ""));
        }
    }

    @Test
    void bringsRequestsWithTheSameCookieToTheSameServer() throws Exception {
        start(4, false, backend -> backend.withHash(new HashSettings(HashBy.COOKIE, "id")));
        try (Socket client = proxy.connect()) {
            String server = ask(client, "/", "Cookie: a=1; id=me; b=2\r\n");
            for (int i = 0; i < 8; i++) {
                assertThat(ask(client, "/", "Cookie: n=" + i + "; id=me\r\n")).isEqualTo(server);
            }
        }
    }

    @Test
    void bringsAClientToTheSameServerWhateverItsPort() throws Exception {
        start(4, false, backend -> backend.withHash(HashSettings.CLIENT));
        Set<String> used = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            try (Socket client = proxy.connect()) {
                used.add(ask(client, "/", ""));
            }
        }
        assertThat(used).hasSize(1);
    }

    @Test
    void setsACookieAndFollowsItAndSetsItAgainOnlyWhenItChanges() throws Exception {
        start(3, true, backend -> backend.withSticky(StickySettings.DEFAULTS));
        try (Socket client = proxy.connect()) {
            Message first = exchange(client, "/", "");
            String set = first.field("set-cookie");
            assertThat(set)
                    .matches(
                            "sallyport_server=[A-Za-z0-9_-]{16}; Path=/; HttpOnly; SameSite=Lax;"
                                    + " Secure");
            for (HttpBackend server : servers) {
                assertThat(set).doesNotContain(server.address().toString());
            }
            String cookie = "Cookie: x=y; " + set.substring(0, set.indexOf(';')) + "\r\n";
            for (int i = 0; i < 6; i++) {
                Message next = exchange(client, "/", cookie);
                assertThat(next.body()).isEqualTo(first.body());
                assertThat(next.field("set-cookie")).isNull();
            }
            assertThat(
                            exchange(client, "/", "Cookie: sallyport_server=forged\r\n")
                                    .field("set-cookie"))
                    .startsWith("sallyport_server=")
                    .doesNotContain("forged");
        }
    }

    @Test
    void takesAnotherServerThanThatOfTheCookieIfThatIsGone() throws Exception {
        start(2, false, backend -> backend.withSticky(StickySettings.DEFAULTS));
        try (Socket client = proxy.connect()) {
            Message first = exchange(client, "/", "");
            String set = first.field("set-cookie");
            servers.get(Integer.parseInt(first.body())).close();
            String cookie = "Cookie: " + set.substring(0, set.indexOf(';')) + "\r\n";
            Message second = exchange(client, "/", cookie);
            assertThat(second.body()).isNotEqualTo(first.body());
            assertThat(second.field("set-cookie")).isNotNull().isNotEqualTo(set);
        }
    }

    @Test
    void setsTheCookieThatIsConfigured() throws Exception {
        start(
                1,
                false,
                backend ->
                        Backend.ofServers(List.of(backend.servers().getFirst().withCookie("blue")))
                                .withSticky(
                                        new StickySettings(
                                                "at",
                                                SameSite.NONE,
                                                Optional.of(Duration.ofHours(1)))));
        try (Socket client = proxy.connect()) {
            assertThat(exchange(client, "/", "").field("set-cookie"))
                    .isEqualTo("at=blue; Path=/; Max-Age=3600; HttpOnly; SameSite=None; Secure");
        }
    }

    private void start(int number, boolean tls, UnaryOperator<Backend> settings)
            throws IOException {
        for (int i = 0; i < number; i++) {
            String name = String.valueOf(i);
            servers.add(new HttpBackend(request -> answer(request, name)));
        }
        Backend backend =
                settings.apply(
                        Backend.ofServers(
                                servers.stream()
                                        .map(server -> BackendServer.of(server.address()))
                                        .toList()));
        proxy = (tls ? TestProxy.tls() : TestProxy.plain()).with(backend).speakingHttp().start();
    }

    private String answer(Message request, String name) {
        if (request.firstLine().contains("/slow")) {
            slowAsked.countDown();
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return HttpBackend.ok(name);
    }

    private static String ask(Socket client, String path, String fields) throws IOException {
        return exchange(client, path, fields).body();
    }

    private static Message exchange(Socket client, String path, String fields) throws IOException {
        send(client, path, fields);
        return Message.read(client.getInputStream(), false);
    }

    private static void send(Socket client, String path, String fields) throws IOException {
        client.getOutputStream()
                .write(
                        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
    }
}
