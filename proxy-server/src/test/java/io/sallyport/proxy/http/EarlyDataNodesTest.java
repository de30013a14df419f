package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.assembly.Preparation;
import io.sallyport.proxy.assembly.Service;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.interop.Peers;
import io.sallyport.proxy.testing.RecordedTraffic;
import io.sallyport.proxy.testing.RedisServer;
import io.sallyport.proxy.testing.TestTls;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.TlsEvent;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes that have the same secrets and ask the same Redis: what comes early at one of them comes once.
class EarlyDataNodesTest {
    private static final String EARLY =
            "GET /early HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String LATER = EARLY.replace("/early", "/later");

    @TempDir private Path folder;

    private final List<Node> nodes = new ArrayList<>();
    private final AtomicReference<HoldingRelay> relay = new AtomicReference<>();
    private final HttpBackend backend = new HttpBackend(this::answer);
    private RedisServer redis;
    private OpensslClient openssl;

    private record Node(Service service, RecordedTraffic traffic) {

        int port() {
            return ((InetSocketAddress) service.addresses().get("web")).getPort();
        }
    }

    @BeforeEach
    void start() throws Exception {
        Peers.absenceOf("openssl").ifPresent(why -> Peers.skipOrFail("early data", why));
        redis = RedisServer.start(folder);
        redis.rememberedForLong("sallyport:early-data:since:");
        openssl = new OpensslClient(folder);
        Path secret = Files.writeString(folder.resolve("secret"), "not-so-secret-".repeat(4));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        makeCertificate();
        for (int i = 0; i < 2; i++) {
            nodes.add(node());
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (relay.get() != null) {
            relay.get().close();
        }
        nodes.forEach(node -> node.service().close());
        if (redis != null) {
            redis.close();
        }
        backend.close();
    }

    @Test
    void theServerSeesItOnceWhicheverNodeItIsSentToAgain() throws Exception {
        Node first = nodes.getFirst();
        Node second = nodes.getLast();
        openssl.begin(first.port());
        first.traffic().awaitHandshake();
        relay.set(new HoldingRelay(new InetSocketAddress("127.0.0.1", second.port())));

        assertThat(openssl.comeBack(relay.get().port(), EARLY, ""))
                .contains("Early data was accepted");
        assertThat(second.traffic().awaitHandshake().earlyData())
                .isEqualTo(new TlsEvent.EarlyDataOffered(null));

        for (Node node : List.of(first, second, first)) {
            sendAgain(node);
            assertThat(node.traffic().awaitHandshake().earlyData())
                    .isEqualTo(new TlsEvent.EarlyDataOffered(EarlyDataRefusal.REPLAYED));
        }
        assertThat(early()).isEqualTo(1);
    }

    @Test
    void handshakesGoOnAndEarlyDataIsRejectedWhenRedisIsGone() throws Exception {
        Node node = nodes.getFirst();
        openssl.begin(node.port());
        node.traffic().awaitHandshake();
        redis.stop();

        assertThat(openssl.comeBack(node.port(), EARLY, LATER))
                .contains("Early data was rejected", "200 OK");
        HandshakeReport report = node.traffic().awaitHandshake();
        assertThat(report.outcome()).isEqualTo(HandshakeOutcome.SUCCESS);
        assertThat(report.earlyData())
                .isEqualTo(new TlsEvent.EarlyDataOffered(EarlyDataRefusal.REPLAY_UNKNOWN));
        assertThat(early()).isZero();
        assertThat(backend.requests().getLast().firstLine()).contains("/later");
    }

    private String answer(Message request) {
        if (relay.get() != null) {
            relay.get().release();
        }
        return HttpBackend.ok(request.firstLine());
    }

    private long early() {
        return backend.requests().stream()
                .filter(request -> request.firstLine().contains("/early"))
                .count();
    }

    private void sendAgain(Node node) throws Exception {
        try (Socket attacker =
                TestTls.connectPlain(new InetSocketAddress("127.0.0.1", node.port()))) {
            attacker.getOutputStream().write(relay.get().early());
            assertThat(attacker.getInputStream().read()).isEqualTo(0x16);
            attacker.shutdownOutput();
            attacker.getInputStream().readAllBytes();
        }
    }

    private Node node() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("sallyport.yaml"),
                        String.format(
                                Locale.ROOT,
                                """
                                admin: { bind: "127.0.0.1:0" }
                                redis: { server: "127.0.0.1:%d", timeout: 1s }
                                listeners:
                                  web:
                                    bind: 127.0.0.1:0
                                    mode: http
                                    backend: app
                                    tls:
                                      certificates: [{ chain: site.pem, key: site.key }]
                                      sessions: { ticket_secret_files: [secret], early_data: true }
                                backends:
                                  app: { servers: [%s] }
                                """,
                                redis.port(),
                                backend.address()));
        Preparation preparation = Preparation.of(file, Map.of());
        assertThat(preparation).isInstanceOf(Preparation.Ready.class);
        RecordedTraffic traffic = new RecordedTraffic();
        Node node =
                new Node(
                        Service.start((Preparation.Ready) preparation, "test", List.of(traffic)),
                        traffic);
        traffic.awaitRedis();
        return node;
    }

    private void makeCertificate() throws Exception {
        Process maker =
                new ProcessBuilder(
                                "openssl",
                                "req",
                                "-x509",
                                "-newkey",
                                "ec",
                                "-pkeyopt",
                                "ec_paramgen_curve:P-256",
                                "-nodes",
                                "-subj",
                                "/CN=localhost",
                                "-addext",
                                "subjectAltName=DNS:localhost",
                                "-keyout",
                                folder.resolve("site.key").toString(),
                                "-out",
                                folder.resolve("site.pem").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("req.log").toFile())
                        .start();
        assertThat(maker.waitFor()).isZero();
    }
}
