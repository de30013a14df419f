package io.sallyport.proxy.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.problem.Problem;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Another configuration takes over while requests come, and nobody notices but by what it says.
@Timeout(120)
class ReloadTest {
    private static final int CLIENTS = 8;
    private static final int RELOADS = 60;

    @TempDir private Path folder;
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final TestServer a = TestServer.start(peer -> serve("a", peer));
    private final TestServer b = TestServer.start(peer -> serve("b", peer));
    private final TestServer same = TestServer.start(peer -> serve("same", peer));
    private ConfiguredProxy proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = ConfiguredProxy.start(folder, text(a, "/x", ""));
    }

    @AfterEach
    void stop() {
        slow.countDown();
        proxy.close();
        a.close();
        b.close();
        same.close();
    }

    @Test
    void takesOverRoutesAndBackendsOnConnectionsThatLive() throws Exception {
        try (Client client = new Client()) {
            assertThat(client.get("/x")).isEqualTo("a");
            assertThat(client.get("/y")).isEqualTo("same");
            reloadTo(text(b, "/y", ""));
            assertThat(client.get("/x")).isEqualTo("same");
            assertThat(client.get("/y")).isEqualTo("b");
        }
    }

    @Test
    void keepsConnectionsToBackendsThatStayAndClosesThoseToOthers() throws Exception {
        try (Client client = new Client()) {
            client.get("/x");
            client.get("/y");
            reloadTo(text(b, "/x", ""));
            assertThat(ended.poll(20, TimeUnit.SECONDS)).isEqualTo("a");
            client.get("/x");
            client.get("/y");
        }
        assertThat(proxy.traffic().connected())
                .containsExactly(
                        a.address().toString(), same.address().toString(), b.address().toString());
    }

    @Test
    void letsRequestsThatAreUnderWayEndByWhatTheyBeganWith() throws Exception {
        try (Client client = new Client();
                Client other = new Client()) {
            client.send("/x/slow");
            assertThat(other.get("/x")).isEqualTo("a");
            reloadTo(text(b, "/x", ""));
            assertThat(other.get("/x")).isEqualTo("b");
            slow.countDown();
            assertThat(client.read()).isEqualTo("a");
            assertThat(client.get("/x")).isEqualTo("b");
        }
    }

    @Test
    void staysAsItIsIfAnythingIsWrong() throws Exception {
        proxy.write(text(b, "/x", "").replace("mode: http", "mode: htp"));

        ReloadOutcome outcome = proxy.service().reload();

        assertThat(outcome).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(((ReloadOutcome.Refused) outcome).problems())
                .extracting(Problem::path)
                .contains("listeners.web.mode");
        try (Client client = new Client()) {
            assertThat(client.get("/x")).isEqualTo("a");
        }
    }

    @Test
    void saysWhatTakesARestart() throws Exception {
        proxy.write(
                text(b, "/x", "")
                                .replace(
                                        "backends:",
                                        "  more: { bind: 127.0.0.1:0, mode: tcp, backend: one }\nbackends:")
                                .replace("bind: 127.0.0.1:0\n", "bind: \"[::1]:0\"\n")
                        + "transport: nio\n");

        ReloadOutcome outcome = proxy.service().reload();

        assertThat(outcome).isInstanceOf(ReloadOutcome.Reloaded.class);
        assertThat(((ReloadOutcome.Reloaded) outcome).needRestart())
                .containsExactly("transport", "listeners.more", "listeners.web.bind");
        try (Client client = new Client()) {
            assertThat(client.get("/x")).isEqualTo("b");
        }
    }

    @Test
    void letsAListenerThatIsGoneGoOnUntilTheRestart() throws Exception {
        reloadTo(text(b, "/x", "").replace("  web:", "  renamed:"));

        try (Client client = new Client()) {
            assertThat(client.get("/x")).isEqualTo("a");
            assertThat(client.get("/y")).isEqualTo("same");
        }
    }

    @Test
    void tellsTheAdminAddressWhatBecameOfIt() throws Exception {
        InetSocketAddress admin = proxy.address("admin");
        URI uri = URI.create("http://127.0.0.1:" + admin.getPort() + "/api/reload");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest reload =
                    HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
            HttpResponse<String> good = client.send(reload, HttpResponse.BodyHandlers.ofString());
            assertThat(good.statusCode()).isEqualTo(200);
            assertThat(good.body()).contains("\"result\":\"success\"", "\"need_restart\":[]");
            proxy.write("listeners: []\n");
            HttpResponse<String> bad = client.send(reload, HttpResponse.BodyHandlers.ofString());
            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.body())
                    .contains(
                            "\"result\":\"failure\"",
                            "\"line\":3",
                            "\"path\":\"listeners\"",
                            "\"severity\":\"error\"");
            HttpResponse<String> metrics =
                    client.send(
                            HttpRequest.newBuilder(uri.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(metrics.body())
                    .contains(
                            "sallyport_config_reloads_total{result=\"success\"} 1.0",
                            "sallyport_config_reloads_total{result=\"failure\"} 1.0")
                    .containsPattern(
                            "sallyport_config_last_reload_success_timestamp_seconds 1\\.[0-9]+E9");
        }
    }

    @Test
    void failsNoRequestHoweverOftenItIsDoneUnderLoad() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Map<String, Boolean> seen = new ConcurrentHashMap<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Callable<Integer> work = () -> load(over, seen);
                done.add(clients.submit(work));
            }
            for (int i = 0; i < RELOADS; i++) {
                boolean odd = i % 2 == 1;
                reloadTo(text(odd ? a : b, odd ? "/x" : "/", odd ? "" : "    idle_timeout: 4m\n"));
                try (Client client = new Client()) {
                    assertThat(client.get("/x")).isEqualTo(odd ? "a" : "b");
                }
            }
            over.set(true);
            int requests = 0;
            for (Future<Integer> each : done) {
                requests += each.get();
            }
            assertThat(requests).isGreaterThan(RELOADS);
        }
        assertThat(seen).containsOnlyKeys("a", "b");
    }

    private int load(AtomicBoolean over, Map<String, Boolean> seen) throws IOException {
        int requests = 0;
        try (Client client = new Client()) {
            while (!over.get()) {
                seen.put(client.get("/x"), true);
                requests++;
            }
        }
        return requests;
    }

    private void reloadTo(String text) throws IOException {
        proxy.write(text);
        assertThat(proxy.service().reload()).isInstanceOf(ReloadOutcome.Reloaded.class);
    }

    private String text(TestServer one, String prefix, String more) {
        return String.format(
                Locale.ROOT,
                """
                listeners:
                  web:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: same
                    routes: [ { match: { path_prefix: %s }, backend: one } ]
                %sbackends:
                  one: { servers: ["%s"] }
                  same: { servers: ["%s"] }
                """,
                prefix,
                more,
                one.address(),
                same.address());
    }

    /// Answers every request by its own name, those for `/slow` when the test says so.
    private void serve(String name, SocketChannel peer) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(peer), StandardCharsets.US_ASCII));
        OutputStream out = Channels.newOutputStream(peer);
        String first = in.readLine();
        while (first != null) {
            while (!in.readLine().isEmpty()) {
                // fields
            }
            if (first.contains("/slow")) {
                await();
            }
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name)
                            .getBytes(StandardCharsets.US_ASCII));
            first = in.readLine();
        }
        ended.add(name);
    }

    private void await() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A client with one connection.
    private final class Client implements AutoCloseable {
        private final Socket socket = proxy.connect("web");

        private Client() throws IOException {}

        String get(String path) throws IOException {
            send(path);
            return read();
        }

        void send(String path) throws IOException {
            socket.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
        }

        /// The body of a 200; anything else fails the test.
        String read() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("the connection ends after: " + head);
                }
                head.append((char) next);
            }
            if (!head.toString().startsWith("HTTP/1.1 200 ")) {
                throw new IOException("refused: " + head);
            }
            String field = "ontent-length: ";
            int at = head.toString().toLowerCase(Locale.ROOT).indexOf(field) + field.length();
            int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
            return new String(
                    socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
