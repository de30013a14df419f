package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.ClientRates;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerLimits;
import io.sallyport.config.model.Rate;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.testing.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client sends too much of, too slowly or too often.
@Timeout(60)
class HttpLimitsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: h\r\n";

    private final HttpBackend backend = new HttpBackend(request -> HttpBackend.ok(request.body()));
    private TestProxy proxy;

    @AfterEach
    void stop() {
        proxy.close();
        backend.close();
    }

    @Test
    void aBodyOfTheLargestSizeIsTaken() throws Exception {
        start(HttpLimits.DEFAULTS.withMaxBodySize(ByteSize.ofBytes(5)));
        try (Socket client = proxy.connect()) {
            send(client, POST + "Content-Length: 5\r\n\r\nhello");
            assertThat(read(client).body()).isEqualTo("hello");
            send(
                    client,
                    POST + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
            assertThat(read(client).body()).isEqualTo("hello");
        }
    }

    @Test
    void aLengthThatIsTooLargeIsRefusedBeforeTheBodyComes() throws Exception {
        start(HttpLimits.DEFAULTS.withMaxBodySize(ByteSize.ofBytes(5)));
        try (Socket client = proxy.connect()) {
            send(client, POST + "Content-Length: 6\r\nExpect: 100-continue\r\n\r\n");
            Message answer = read(client);
            assertThat(answer.firstLine()).isEqualTo("HTTP/1.1 413 Request Entity Too Large");
            assertThat(answer.field("connection")).isEqualTo("close");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("body_too_large");
        assertThat(backend.requests()).isEmpty();
        assertThat(backend.connections()).isZero();
    }

    @Test
    void aBodyThatBecomesTooLargeIsRefusedAndTheServerDoesNotTakeItForWhole() throws Exception {
        start(HttpLimits.DEFAULTS.withMaxBodySize(ByteSize.ofBytes(5)));
        try (Socket client = proxy.connect()) {
            send(client, POST + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            send(client, "3\r\ndef\r\n0\r\n\r\n");
            assertThat(read(client).firstLine()).startsWith("HTTP/1.1 413 ");
        }
        assertThat(proxy.traffic().awaitRequest().reason()).isEqualTo("body_too_large");
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /{300} HTTP/1.1, Host: h, 414",
        "GET / HTTP/1.1, X: {300}, 431",
        "GET / HTTP/1.1, A: 1~B: 1~C: 1~D: 1~E: 1, 431"
    })
    void headsAreAsLargeAsToldToBe(String line, String fields, int status) throws Exception {
        start(HttpLimits.DEFAULTS.withHeads(ByteSize.ofBytes(256), ByteSize.ofBytes(256), 4));
        try (Socket client = proxy.connect()) {
            send(client, GET);
            assertThat(read(client).firstLine()).startsWith("HTTP/1.1 200 ");
            send(
                    client,
                    (line + "\r\n" + fields.replace("~", "\r\n") + "\r\n\r\n")
                            .replace("{300}", "x".repeat(300)));
            assertThat(read(client).firstLine()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void aHeadHasItsTime() throws Exception {
        start(
                HttpLimits.DEFAULTS.withTimeouts(
                        Duration.ofMillis(200), Listener.DEFAULT_IDLE_TIMEOUT));
        try (Socket client = proxy.connect()) {
            send(client, "GET / HT");
            assertThat(read(client).firstLine()).startsWith("HTTP/1.1 408 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", GET})
    void aConnectionWithoutARequestHasItsTime(String before) throws Exception {
        start(HttpLimits.DEFAULTS.withTimeouts(Duration.ofSeconds(30), Duration.ofMillis(200)));
        try (Socket client = proxy.connect()) {
            send(client, before);
            client.getInputStream().readAllBytes();
        }
        assertThat(proxy.traffic().awaitClosed().cause()).isEqualTo(CloseCause.IDLE_TIMEOUT);
    }

    @Test
    void aConnectionHasSoManyRequestsAndThenEndsInOrder() throws Exception {
        start(HttpLimits.DEFAULTS.withMaxRequestsPerConnection(3));
        try (Socket client = proxy.connect()) {
            send(client, GET + GET + GET + GET);
            assertThat(read(client).field("connection")).isNull();
            assertThat(read(client).field("connection")).isNull();
            assertThat(read(client).field("connection")).isEqualTo("close");
            assertThat(client.getInputStream().read()).isNegative();
        }
        assertThat(backend.requests()).hasSize(3);
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
        start(rates(ClientRates.DEFAULTS.withRequests(new Rate(1, 3))));
        Message refused = null;
        try (Socket client = proxy.connect()) {
            for (int i = 0; refused == null; i++) {
                send(client, GET);
                Message answer = read(client);
                if (answer.firstLine().equals("HTTP/1.1 429 Too Many Requests")) {
                    assertThat(i).isGreaterThanOrEqualTo(3);
                    refused = answer;
                }
            }
        }
        assertThat(refused.field("retry-after")).isEqualTo("1");
        assertThat(refused.field("connection")).isNull();
    }

    @Test
    void whoConnectsTooOftenIsRefused() throws Exception {
        start(rates(ClientRates.DEFAULTS.withConnections(new Rate(1, 2))));
        int answered = 0;
        try {
            while (true) {
                try (Socket client = proxy.connect()) {
                    send(client, GET);
                    if (read(client) == null) {
                        break;
                    }
                    answered++;
                }
            }
        } catch (SocketException _) {
            // reset
        }
        assertThat(answered).isGreaterThanOrEqualTo(2);
        assertThat(proxy.traffic().awaitRefused()).isEqualTo(RefusalCause.RATE_LIMITED);
    }

    private static UnaryOperator<ListenerLimits> rates(ClientRates rates) {
        return limits -> limits.withRates(rates);
    }

    private void start(HttpLimits http) throws IOException {
        start(limits -> limits.withHttp(http));
    }

    private void start(UnaryOperator<ListenerLimits> limits) throws IOException {
        proxy =
                TestProxy.plain(backend.address())
                        .with(
                                (UnaryOperator<Listener>)
                                        web -> web.withLimits(limits.apply(web.limits())))
                        .speakingHttp()
                        .start();
    }

    private static Message read(Socket client) throws IOException {
        return Message.read(client.getInputStream(), false);
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }
}
