package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.testing.TestProxy;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.TlsEvent;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What openssl sends as early data is forwarded early if it does no harm, and once.
class EarlyDataTest {
    private static final int PATIENCE_SECONDS = 20;
    private static final int EVENT_LOOPS = 2;
    private static final String HARMLESS =
            "GET /early HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String HARMFUL =
            "POST /early HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Length: 2\r\n\r\nhi";
    private static final TlsEvent.EarlyDataOffered TAKEN = new TlsEvent.EarlyDataOffered(null);

    @TempDir private Path folder;

    private final AtomicReference<HoldingRelay> relay = new AtomicReference<>();
    private final HttpBackend backend = new HttpBackend(this::answer);
    private TestProxy proxy;
    private boolean releasing = true;

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
        start(Duration.ofSeconds(PATIENCE_SECONDS));
        String seen = sendEarly(HARMLESS);

        assertThat(seen).contains("Early data was accepted", "early: 1 released: false");
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
        assertThat(report.kind()).isEqualTo(HandshakeKind.EARLY_DATA);
        assertThat(report.earlyData()).isEqualTo(TAKEN);
        assertThat(proxy.traffic().awaitRequest().status()).isEqualTo(200);
    }

    @Test
    void forwardsWhatIsSentAgainNotAgain() throws Exception {
        start(Duration.ofSeconds(PATIENCE_SECONDS));
        sendEarly(HARMLESS);
        proxy.traffic().awaitHandshake();

        for (int i = 0; i < 3; i++) {
            try (Socket attacker = proxy.connectPlain()) {
                attacker.getOutputStream().write(relay.get().early());
                assertThat(attacker.getInputStream().read()).isEqualTo(0x16);
                attacker.shutdownOutput();
                attacker.getInputStream().readAllBytes();
            }
            assertThat(proxy.traffic().awaitHandshake().earlyData())
                    .isEqualTo(new TlsEvent.EarlyDataOffered(EarlyDataRefusal.REPLAYED));
        }
        assertThat(backend.requests()).filteredOn(EarlyDataTest::isEarly).hasSize(1);
    }

    @Test
    void letsARequestWaitThatMayDoHarm() throws Exception {
        start(Duration.ofSeconds(PATIENCE_SECONDS));
        Thread releasesWhenItHasCome =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            long before = proxy.traffic().bytes(Direction.IN);
                            while (proxy.traffic().bytes(Direction.IN)
                                    < before + HARMFUL.length()) {
                                Thread.yield();
                            }
                            relay.get().release();
                        });
        String seen = sendEarly(HARMFUL, releasesWhenItHasCome);

        assertThat(seen).contains("Early data was accepted", "early: null released: true");
        assertThat(backend.requests().getLast().body()).isEqualTo("hi");
        assertThat(proxy.traffic().awaitHandshake().earlyData()).isEqualTo(TAKEN);
    }

    @Test
    void answersAndGivesUpOnAClientThatDoesNotFinish() throws Exception {
        start(Duration.ofSeconds(1));
        releasing = false;
        String seen = sendEarly(HARMLESS);

        assertThat(seen).contains("early: 1 released: false");
        HandshakeReport report = proxy.traffic().awaitHandshake();
        assertThat(report.reason()).isEqualTo(FailureReason.HANDSHAKE_TIMEOUT);
        assertThat(report.earlyData()).isEqualTo(TAKEN);
    }

    private void start(Duration handshakeTimeout) throws Exception {
        proxy =
                TestProxy.tls(backend.address())
                        .withTls(tls ->
                                tls.withSessions(
                                                SessionSettings.DEFAULTS.withEarlyData(
                                                        EarlyDataSettings.DEFAULTS))
                                        .withHandshakeTimeout(handshakeTimeout))
                        .speakingHttp()
                        .start();
    }

    private String answer(Message request) {
        HoldingRelay between = relay.get();
        String seen = "none";
        if (isEarly(request)) {
            seen = "early: " + request.field("early-data") + " released: " + between.isReleased();
            if (releasing) {
                between.release();
            }
        }
        return HttpBackend.ok(seen);
    }

    private static boolean isEarly(Message request) {
        return request.firstLine().contains("/early");
    }

    private String sendEarly(String request) throws Exception {
        return sendEarly(request, Thread.ofVirtual().unstarted(() -> {}));
    }

    /// Gets a session with a first request, then comes back with another one in front. Each event loop has a
    /// connection to the server by then, so that nothing but the proxy's decision makes a request wait.
    private String sendEarly(String request, Thread beside) throws Exception {
        OpensslClient openssl = new OpensslClient(folder);
        for (int loop = 0; loop < EVENT_LOOPS; loop++) {
            openssl.begin(proxy.address().getPort());
            assertThat(proxy.traffic().awaitHandshake().outcome())
                    .isEqualTo(HandshakeOutcome.SUCCESS);
            proxy.traffic().awaitRequest();
        }
        relay.set(new HoldingRelay(proxy.address()));
        beside.start();
        return openssl.comeBack(relay.get().port(), request, "");
    }
}
