package io.sallyport.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.HandshakeLog;
import io.sallyport.config.model.LogFormat;
import io.sallyport.config.model.LogSettings;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.proxy.insight.SpanLoss;
import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakePhase;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrafficLogTest {
    private static final HandshakeReport OLD_CLIENT =
            Reports.failed(
                    new TlsFailure.Incompatible(
                            PeerIncompatible.NO_SHARED_VERSION,
                            new Offers("version", List.of("TLSv1.1"), List.of("TLSv1.3"))),
                    HandshakePhase.NEGOTIATION,
                    Reports.OLD);

    @Test
    void writesAFailedHandshakeForPeople() {
        assertThat(lines(log -> log.handshakeFinished(OLD_CLIENT)))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z INFO  [handshake] failed: the client offers"
                                + " TLSv1.1 at most; this listener accepts TLSv1.3 |"
                                + " reason=no_shared_version side=client listener=web connection=7"
                                + " client=192.0.2.1:50123 phase=negotiation"
                                + " alert_sent=protocol_version offered_versions=TLSv1.1"
                                + " offered_cipher_suites=0x002f,0x0035"
                                + " ja4=t11i020000_f54dd463d39b_000000000000 bytes_received=100"
                                + " duration_ms=1.000 compute_ms=0.050\n");
    }

    @Test
    void writesAFailedHandshakeAsJson() {
        assertThat(json(log -> log.handshakeFinished(OLD_CLIENT)))
                .containsExactly(
                        "{\"time\":\"2026-11-23T03:04:05.678Z\",\"level\":\"info\","
                                + "\"log\":\"handshake\",\"message\":\"failed: the client offers"
                                + " TLSv1.1 at most; this listener accepts TLSv1.3\","
                                + "\"reason\":\"no_shared_version\",\"side\":\"client\","
                                + "\"listener\":\"web\",\"connection\":7,"
                                + "\"client\":\"192.0.2.1:50123\",\"phase\":\"negotiation\","
                                + "\"alert_sent\":\"protocol_version\","
                                + "\"offered_versions\":[\"TLSv1.1\"],"
                                + "\"offered_cipher_suites\":[\"0x002f\",\"0x0035\"],"
                                + "\"ja4\":\"t11i020000_f54dd463d39b_000000000000\","
                                + "\"bytes_received\":100,"
                                + "\"duration_ms\":1.000,\"compute_ms\":0.050}\n");
    }

    @Test
    void writesAConnectionForPeople() {
        assertThat(lines(log -> log.connectionClosed(closed(CloseCause.CLIENT_CLOSED))))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z INFO  [access] the client closed |"
                                + " cause=client_closed listener=web connection=7"
                                + " client=192.0.2.1:50123 server_name=www.example.com backend=app"
                                + " server=127.0.0.1:8080 bytes_in=5 bytes_out=7"
                                + " duration_ms=1234.568 version=TLSv1.3"
                                + " cipher_suite=TLS_AES_128_GCM_SHA256 group=x25519"
                                + " signature_scheme=ecdsa_secp256r1_sha256 alpn=h2"
                                + " certificate=certs/site-ecdsa.pem\n");
    }

    @Test
    void tellsWhyAConnectionOfHttp2WasEnded() {
        assertThat(
                        lines(log ->
                                log.http2Failed(
                                        Reports.CONNECTION, "rapid_reset", "the client was fast")))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z WARN  [access] the client was fast |"
                                + " reason=rapid_reset listener=web connection=7"
                                + " client=192.0.2.1:50123\n");
    }

    @Test
    void tellsWhyAClientIsClosedThatWasLetIn() {
        assertThat(lines(log -> log.clientDismissed(Reports.CONNECTION, Reports.revoked())))
                .singleElement()
                .asString()
                .startsWith(
                        "2026-11-23T03:04:05.678Z WARN  [access] closed: the client's certificate is revoked,"
                                + " says X; its subject is ")
                .endsWith(
                        " | reason=client_certificate_revoked listener=web connection=7"
                                + " client=192.0.2.1:50123\n");
    }

    @Test
    void writesARequestForPeople() {
        assertThat(lines(log -> log.requestFinished(Reports.request(200, null))))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z INFO  [access] answered | status=200 method=GET"
                                + " target=/a?b host=www.example.com protocol=HTTP/1.1 listener=web connection=7"
                                + " client=192.0.2.1:50123 route=pages backend=app server=127.0.0.1:8081"
                                + " bytes_in=3 bytes_out=5 duration_ms=2.000 server_name=www.example.com"
                                + " version=TLSv1.3 cipher_suite=TLS_AES_128_GCM_SHA256"
                                + " request_id=01939f2a-7c00-7abc-8def-0123456789ab"
                                + " trace_id=0af7651916cd43dd8448eb211c80319c\n");
        assertThat(lines(log -> log.requestFinished(Reports.request(502, "backend_closed"))))
                .singleElement()
                .asString()
                .contains("WARN  [access] in words | status=502 reason=backend_closed method=GET");
    }

    @Test
    void saysOnceThatRedisDoesNotAnswerAndOnceThatItDoesAgain() {
        assertThat(
                        lines(log -> {
                            log.redisState("redis:6379", true, null);
                            log.redisState("redis:6379", false, "gone");
                            log.redisState("redis:6379", false, "still gone");
                            log.redisState("redis:6379", true, null);
                        }))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z WARN  [backend] redis does not answer; early data is"
                                + " rejected until it does | server=redis:6379 cause=gone\n",
                        "2026-11-23T03:04:05.678Z INFO  [backend] redis answers again |"
                                + " server=redis:6379\n");
    }

    @Test
    void saysOnceThatSpansAreLostAndOnceThatTheyAreNotAnyMore() {
        assertThat(
                        lines(log -> {
                            log.spansExported(1);
                            log.spansLost(1, SpanLoss.QUEUE_FULL, null);
                            log.spansLost(1, SpanLoss.NOT_EXPORTED, "gone");
                            log.spansLost(1, SpanLoss.NOT_EXPORTED, "still gone");
                            log.spansExported(1);
                        }))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z WARN  [backend] the collector takes no spans; they are"
                                + " lost until it does | cause=gone\n",
                        "2026-11-23T03:04:05.678Z INFO  [backend] the collector takes spans again\n");
    }

    @Test
    void writesSuccessfulHandshakesOnlyWhenAsked() {
        assertThat(lines(log -> log.handshakeFinished(Reports.success()))).isEmpty();

        assertThat(
                        lines(
                                LogSettings.DEFAULTS.withHandshakes(HandshakeLog.ALL),
                                LogFormat.TEXT,
                                log -> log.handshakeFinished(Reports.success())))
                .singleElement()
                .asString()
                .startsWith("2026-11-23T03:04:05.678Z INFO  [handshake] succeeded | listener=web")
                .contains(
                        "server_name=www.example.com",
                        "cipher_suite=TLS_AES_128_GCM_SHA256 group=x25519",
                        "offered_groups=X25519MLKEM768,x25519,secp256r1,secp384r1",
                        "offered_key_shares=x25519 ",
                        "offered_alpn=h2,http/1.1 ja4=t13d1516h2_8daaf6152771_e5627efa2ab1",
                        "duration_ms=21.200 compute_ms=0.400");
    }

    @Test
    void leavesConnectionsOutWhenAskedAndThoseWhoseHandshakeHasALine() {
        assertThat(
                        lines(
                                LogSettings.DEFAULTS.withConnections(false),
                                LogFormat.TEXT,
                                log -> log.connectionClosed(closed(CloseCause.CLIENT_CLOSED))))
                .isEmpty();
        assertThat(lines(log -> log.connectionClosed(closed(CloseCause.HANDSHAKE_FAILED))))
                .isEmpty();
    }

    @Test
    void leavesOutProbesThatSendNothing() {
        HandshakeReport probe =
                Reports.outside(FailureReason.NO_DATA, HandshakePhase.CLIENT_HELLO, 0);

        assertThat(lines(log -> log.handshakeFinished(probe))).isEmpty();
    }

    @Test
    void warnsOfWhatIsOursToRepairWithTheStackTraceOfAFault() {
        List<String> lines =
                lines(log ->
                        log.handshakeFinished(
                                Reports.failed(
                                        new TlsFailure.Internal(new IllegalStateException("x\ny")),
                                        HandshakePhase.SIGNATURE,
                                        Reports.CHROME)));

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .contains(" WARN  [handshake] failed: our private key could not sign")
                .contains("reason=private_key_failed side=server");
        assertThat(lines.getLast())
                .contains(" ERROR [handshake] a fault of ours")
                .contains("\n    | java.lang.IllegalStateException: x\n    | y\n    | \tat ");
    }

    @Test
    void letsNoPeerForgeALineOrSteerATerminal() {
        ClientHelloInfo hostile =
                new ClientHelloInfo(
                        0x0303,
                        CodePoints.of(0x0304),
                        CodePoints.of(0x1301),
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        List.of(
                                "h2\n2026-11-23T03:04:05.678Z INFO  [app] ready",
                                "\u001b[2J\u0085"),
                        "a\"b c",
                        100);
        HandshakeReport report =
                Reports.failed(
                        new TlsFailure.Incompatible(
                                PeerIncompatible.NO_SHARED_APPLICATION_PROTOCOL,
                                new Offers("alpn", hostile.applicationProtocols(), List.of("h2"))),
                        HandshakePhase.NEGOTIATION,
                        hostile);

        String text = lines(log -> log.handshakeFinished(report)).getFirst();
        assertThat(text.strip()).hasLineCount(1).matches("\\p{Print}+");
        assertThat(text)
                .contains("server_name=\"a\\\"b c\"")
                .contains("offered_alpn=\"h2\\x0a2026-11-23T03:04:05.678Z INFO  [app] ready,");
        String json = json(log -> log.handshakeFinished(report)).getFirst();
        assertThat(json.strip()).hasLineCount(1).matches("\\p{Print}+");
        assertThat(json).contains("\"server_name\":\"a\\\"b c\"").contains("\\u001b[2J\\u0085\"]");
    }

    @Test
    void tellsOfRefusalsAndOfBackendsThatCannotBeReached() {
        assertThat(
                        lines(log -> {
                            log.connectionRefused(
                                    "web",
                                    Reports.CONNECTION.client(),
                                    RefusalCause.TOO_MANY_CONNECTIONS);
                            log.backendState(
                                    "app", "127.0.0.1:8080", true, "it can be connected to");
                            log.backendConnectFailed(
                                    Reports.CONNECTION,
                                    "app",
                                    "127.0.0.1:8080",
                                    new ConnectException("Connection refused"));
                            log.backendConnectFailed(
                                    Reports.CONNECTION, "app", "127.0.0.1:8080", new IOException());
                            log.backendState(
                                    "app", "127.0.0.1:8080", false, "it cannot be connected to");
                            log.backendState(
                                    "app", "127.0.0.1:8080", true, "it can be connected to");
                        }))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .contains(
                                                "WARN  [access] refused: as many connections as"
                                                        + " allowed are open |"
                                                        + " cause=too_many_connections listener=web"
                                                        + " client=192.0.2.1:50123"),
                        line ->
                                assertThat(line)
                                        .contains(
                                                "WARN  [backend] cannot connect to the server |"
                                                        + " backend=app server=127.0.0.1:8080"
                                                        + " listener=web connection=7"
                                                        + " cause=\"Connection refused\""),
                        line -> assertThat(line).contains("cause=IOException"),
                        line -> assertThat(line).contains("WARN  [backend] the server is down"),
                        line ->
                                assertThat(line)
                                        .contains("INFO  [backend] the server is up again"));
    }

    private static ConnectionReport closed(CloseCause cause) {
        return new ConnectionReport(
                Reports.CONNECTION,
                Reports.SESSION,
                "app",
                "127.0.0.1:8080",
                5,
                7,
                0,
                1_234_567_890L,
                cause,
                null,
                null);
    }

    private static List<String> lines(Consumer<TrafficLog> events) {
        return lines(LogSettings.DEFAULTS, LogFormat.TEXT, events);
    }

    private static List<String> json(Consumer<TrafficLog> events) {
        return lines(LogSettings.DEFAULTS, LogFormat.JSON, events);
    }

    private static List<String> lines(
            LogSettings settings, LogFormat format, Consumer<TrafficLog> events) {
        try (Captured captured =
                new Captured(settings.withFormat(format), "handshake", "access", "backend")) {
            events.accept(new TrafficLog(settings));
            return captured.lines();
        }
    }
}
