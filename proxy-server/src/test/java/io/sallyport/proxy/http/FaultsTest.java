package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.Server;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.testing.LeakPresence;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.proxy.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever servers do, clients get an answer that says so, or see that it was broken off; nothing is done twice that
/// must not be, and nothing is left behind.
@ExtendWith(LeakPresence.class)
@Timeout(60)
class FaultsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST =
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";

    private final AtomicInteger requests = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofAServerAreToldToWhoeverOnlyAsked(Fault fault) throws Exception {
        assertThat(outcome(fault, GET)).isEqualTo(fault.outcome());
        assertThat(requests.get()).isEqualTo(fault.endsWithoutAnAnswer() ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofAServerAreToldToWhoeverWantedSomethingDoneWhichIsNotDoneTwice(Fault fault)
            throws Exception {
        assertThat(outcome(fault, POST)).isEqualTo(fault.outcome());
        assertThat(requests.get()).isEqualTo(1);
    }

    @Test
    void aServerThatAnswersBeforeItReadsHasAnswered() throws Exception {
        try (TestServer server =
                        TestServer.start(client -> {
                            Fault.write(client, HttpBackend.ok("ok"));
                            Fault.waitForTheEnd(client);
                        });
                TestProxy proxy = proxy(server)) {
            try (Socket client = proxy.connect()) {
                for (int i = 0; i < 2; i++) {
                    assertThat(exchange(client, POST)).isEqualTo(i == 0 ? "200" : "504");
                }
            }
            close(proxy);
        }
    }

    @Test
    void aServerThatReadsNoBodyHoldsTheClientUpUntilTheTimeIsOver() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TestServer server = TestServer.start(_ -> await(over));
                TestProxy proxy = proxy(server)) {
            Thread writer;
            try (Socket client = proxy.connect()) {
                writer = Thread.ofVirtual().start(() -> writeWithoutEnd(client));
                Message answer = Message.read(client.getInputStream(), false);
                assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 504 Gateway Timeout");
            }
            writer.join();
            assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("backend_timeout");
            over.countDown();
            close(proxy);
        }
    }

    @Test
    void poisonBehindAnAnswerReachesNobody() throws Exception {
        try (TestServer server =
                        TestServer.start(client -> serve(Fault.SENDS_MORE_THAN_IT_SAYS, client));
                TestProxy proxy = proxy(server)) {
            try (Socket client = proxy.connect()) {
                for (int i = 0; i < 5; i++) {
                    client.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
                    assertThat(Message.read(client.getInputStream(), false).body()).isEqualTo("ok");
                }
            }
            close(proxy);
        }
    }

    private String outcome(Fault fault, String request) throws Exception {
        try (TestServer server = TestServer.start(client -> serve(fault, client));
                TestProxy proxy = proxy(server)) {
            String outcome;
            try (Socket client = proxy.connect()) {
                outcome = exchange(client, request);
            }
            RequestReport report = proxy.traffic().awaitRequest();
            assertThat(report.reason()).isEqualTo(fault.reason());
            close(proxy);
            return outcome;
        }
    }

    /// Ends the proxy, and looks whether everything that was counted up was counted down.
    private static void close(TestProxy proxy) {
        Backend backend = proxy.proxy().backends().getFirst();
        proxy.close();
        assertThat(backend.requests()).isZero();
        assertThat(backend.servers())
                .extracting(Server::load)
                .as("requests with it")
                .containsOnly(0);
        assertThat(backend.servers()).extracting(Server::connections).containsOnly(0);
        assertThat(proxy.traffic().disconnected()).hasSameSizeAs(proxy.traffic().connected());
    }

    private static TestProxy proxy(TestServer server) throws IOException {
        return TestProxy.plain(server.address())
                .with(web -> web.withIdleTimeout(Duration.ofSeconds(1)))
                .speakingHttp()
                .start();
    }

    private void serve(Fault fault, SocketChannel client) throws IOException {
        Message request = Message.read(Channels.newInputStream(client), false);
        if (request != null) {
            requests.incrementAndGet();
            fault.serve(request, client);
        }
    }

    /// The status, or `cut`.
    private static String exchange(Socket client, String request) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        Message answer;
        try {
            answer = Message.read(client.getInputStream(), false);
        } catch (IOException _) {
            return "cut";
        }
        String length = Objects.requireNonNull(answer).field("content-length");
        return length != null && answer.body().length() < Integer.parseInt(length)
                ? "cut"
                : answer.firstLine().split(" ")[1];
    }

    private static void writeWithoutEnd(Socket client) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(
                    "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] some = new byte[64 * 1024];
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // the proxy has had enough
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
