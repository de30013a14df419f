package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.HttpLimits;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.tls.event.TlsEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Early data is over HTTP/2 what it is over HTTP/1.1, for each stream by itself.
@Timeout(120)
class Http2EarlyDataTest {
    private static final int EVENT_LOOPS = 2;
    private static final TlsEvent.EarlyDataOffered TAKEN = new TlsEvent.EarlyDataOffered(null);

    @TempDir private Path folder;

    private final AtomicReference<HoldingRelay> relay = new AtomicReference<>();
    private final HttpBackend backend = new HttpBackend(this::answer);
    private TestProxy proxy;
    private boolean tooEarly;

    @BeforeAll
    static void findPeer() {
        Peers.absenceOf("openssl").ifPresent(why -> Peers.skipOrFail("early data", why));
    }

    @AfterEach
    void stop() throws Exception {
        if (relay.get() != null) {
            relay.get().close();
        }
        proxy.close();
        backend.close();
    }

    @Test
    void forwardsAHarmlessRequestBeforeTheHandshakeIsOver() throws Exception {
        start(1);
        String seen = sendEarly(1, client -> client.get(1, "/early"));

        assertThat(seen)
                .contains("Early data was accepted", "GET early: 1 released: false")
                .contains("ALPN protocol: h2");
        assertThat(proxy.traffic().awaitHandshake().earlyData()).isEqualTo(TAKEN);
        assertThat(proxy.traffic().awaitRequest().protocol()).isEqualTo("HTTP/2.0");
    }

    /// The client asks again by itself (RFC 8470, section 5.2).
    @Test
    void passesOnThatItIsTooEarly() throws Exception {
        tooEarly = true;
        start(1);
        String seen = sendEarly(1, client -> client.get(1, "/early"));

        assertThat(seen).contains("Early data was accepted", "GET early: 1 released: false");
        assertThat(proxy.traffic().awaitRequest().status()).isEqualTo(425);
        assertThat(backend.requests()).filteredOn(Http2EarlyDataTest::isEarly).hasSize(1);
    }

    @Test
    void letsARequestWaitThatMayDoHarmAndNoOtherWithIt() throws Exception {
        start(2);
        String seen =
                sendEarly(
                        2,
                        client -> {
                            client.headers(1, false, head("POST"));
                            client.data(1, true, "hi");
                            client.get(3, "/early");
                        });

        assertThat(seen)
                .contains(
                        "Early data was accepted",
                        "GET early: 1 released: false",
                        "POST early: null released: true");
        assertThat(backend.requests().getLast().body()).isEqualTo("hi");
        assertThat(proxy.traffic().awaitHandshake().earlyData()).isEqualTo(TAKEN);
    }

    @Test
    void letsAHarmlessMethodWithABodyWait() throws Exception {
        start(1);
        String seen =
                sendEarlyAndRelease(client -> {
                    client.headers(1, false, head("GET"));
                    client.data(1, true, "hi");
                });

        assertThat(seen).contains("Early data was accepted", "GET early: null released: true");
        assertThat(backend.requests().getLast().body()).isEqualTo("hi");
    }

    @Test
    void letsAWebSocketWait() throws Exception {
        start(1);
        String seen =
                sendEarlyAndRelease(client ->
                        client.headers(
                                1,
                                false,
                                ":method",
                                "CONNECT",
                                ":protocol",
                                "websocket",
                                ":scheme",
                                "https",
                                ":authority",
                                "localhost",
                                ":path",
                                "/early"));

        assertThat(seen).contains("Early data was accepted");
        assertThat(backend.requests().getLast().field("upgrade")).isEqualTo("websocket");
        assertThat(backend.requests().getLast().field("early-data")).isNull();
        assertThat(relay.get().isReleased()).isTrue();
    }

    private static String[] head(String method) {
        return new String[] {
            ":method", method, ":scheme", "https", ":authority", "localhost", ":path", "/early"
        };
    }

    /// @param requests after which a connection ends
    private void start(int requests) throws IOException {
        HttpLimits limits = HttpLimits.DEFAULTS.withMaxRequestsPerConnection(requests);
        proxy =
                TestProxy.tls(backend.address())
                        .withTls(tls ->
                                tls.withSessions(
                                        SessionSettings.DEFAULTS.withEarlyData(
                                                EarlyDataSettings.DEFAULTS)))
                        .with(
                                (UnaryOperator<Listener>)
                                        web -> web.withLimits(web.limits().withHttp(limits)))
                        .speakingHttp()
                        .start();
    }

    private String answer(Message request) {
        HoldingRelay between = relay.get();
        if (!isEarly(request)) {
            return HttpBackend.ok("none");
        }
        String seen =
                request.firstLine().substring(0, request.firstLine().indexOf(' '))
                        + " early: "
                        + request.field("early-data")
                        + " released: "
                        + between.isReleased();
        between.release();
        if (request.field("upgrade") != null) {
            return "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        }
        return tooEarly
                ? HttpBackend.ok(seen).replace("200 OK", "425 Too Early")
                : HttpBackend.ok(seen);
    }

    private static boolean isEarly(Message request) {
        return request.firstLine().contains("/early");
    }

    /// Lets the handshake end when all of it has come.
    private String sendEarlyAndRelease(RawHttp2Client.Deed deed) throws Exception {
        OpensslClient openssl = begin(1);
        String early = RawHttp2Client.octets(deed);
        long before = proxy.traffic().bytes(Direction.IN);
        Thread.ofVirtual()
                .start(() -> {
                    while (proxy.traffic().bytes(Direction.IN) < before + early.length()) {
                        Thread.yield();
                    }
                    relay.get().release();
                });
        return openssl.comeBack(relay.get().port(), early, "");
    }

    /// The server lets the handshake end.
    private String sendEarly(int requests, RawHttp2Client.Deed deed) throws Exception {
        OpensslClient openssl = begin(requests);
        return openssl.comeBack(relay.get().port(), RawHttp2Client.octets(deed), "");
    }

    /// Gets a session. Each event loop has a connection to the server by then, so that nothing but the proxy's decision
    /// makes a request wait.
    private OpensslClient begin(int requests) throws Exception {
        OpensslClient openssl = new OpensslClient(folder, "localhost", "h2");
        String first =
                RawHttp2Client.octets(client -> {
                    for (int i = 0; i < requests; i++) {
                        client.get(2 * i + 1, "/");
                    }
                });
        for (int loop = 0; loop < EVENT_LOOPS; loop++) {
            openssl.begin(proxy.address().getPort(), first);
            assertThat(proxy.traffic().awaitHandshake().outcome())
                    .isEqualTo(HandshakeOutcome.SUCCESS);
            for (int i = 0; i < requests; i++) {
                proxy.traffic().awaitRequest();
            }
        }
        relay.set(new HoldingRelay(proxy.address()));
        return openssl;
    }
}
