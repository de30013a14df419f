package io.sallyport.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.OcspResult;
import io.sallyport.proxy.insight.ClientCertificateReport;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.proxy.insight.RetryCause;
import io.sallyport.proxy.insight.SpanLoss;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrafficMetersTest {
    private final MeterStore store = new MeterStore();
    private final TrafficMeters meters = new TrafficMeters(store, List.of("web"));

    @Test
    void showsZerosBeforeTheFirstConnection() {
        assertThat(scrape())
                .contains(
                        "sallyport_connections_active{listener=\"web\"} 0.0",
                        "sallyport_connections_total{listener=\"web\"} 0.0",
                        "sallyport_connections_refused_total{cause=\"too_many_connections\",listener=\"web\"} 0.0",
                        "sallyport_bytes_total{direction=\"in\",listener=\"web\"} 0.0",
                        "sallyport_tls_handshakes_total{kind=\"full\",listener=\"web\",outcome=\"success\",version=\"TLSv1.3\"} 0.0",
                        "sallyport_tls_handshakes_total{kind=\"full\",listener=\"web\",outcome=\"failure\",version=\"none\"} 0.0");
    }

    @Test
    void countsAndTimesASuccess() {
        meters.handshakeStarted(Reports.CONNECTION);
        assertThat(scrape()).contains("sallyport_tls_handshakes_active{listener=\"web\"} 1.0");

        meters.handshakeFinished(Reports.success());

        assertThat(scrape())
                .contains(
                        "sallyport_tls_handshakes_active{listener=\"web\"} 0.0",
                        "sallyport_tls_handshakes_total{kind=\"full\",listener=\"web\",outcome=\"success\",version=\"TLSv1.3\"} 1.0",
                        "sallyport_tls_handshake_duration_seconds_count{kind=\"full\",listener=\"web\",version=\"TLSv1.3\"} 1",
                        "sallyport_tls_handshake_duration_seconds_sum{kind=\"full\",listener=\"web\",version=\"TLSv1.3\"} 0.0212",
                        "sallyport_tls_handshake_duration_seconds_bucket{kind=\"full\",listener=\"web\",version=\"TLSv1.3\",le=\"0.025\"} 1",
                        "sallyport_tls_handshake_compute_seconds_sum{kind=\"full\",listener=\"web\",version=\"TLSv1.3\"} 4.0E-4",
                        "sallyport_tls_handshake_phase_seconds_sum{listener=\"web\",phase=\"client_finished\"} 0.02",
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"version\",value=\"TLSv1.3\"} 1.0",
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"cipher_suite\",value=\"TLS_AES_128_GCM_SHA256\"} 1.0",
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"group\",value=\"x25519\"} 1.0",
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"signature_scheme\",value=\"ecdsa_secp256r1_sha256\"} 1.0",
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"alpn\",value=\"h2\"} 1.0",
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"server_name\",value=\"www.example.com\"} 1.0");
    }

    @Test
    void countsWhatClientsOfferOncePerClientHelloAndNeverUnderAValueOfTheirs() {
        meters.handshakeStarted(Reports.CONNECTION);
        meters.handshakeFinished(Reports.success());

        List<String> offered =
                scrape().stream().filter(line -> line.contains("_offered_total{")).toList();

        assertThat(offered)
                .contains(
                        "sallyport_tls_offered_total{listener=\"web\",parameter=\"cipher_suite\",value=\"other\"} 1.0",
                        "sallyport_tls_offered_total{listener=\"web\",parameter=\"group\",value=\"X25519MLKEM768\"} 1.0",
                        "sallyport_tls_offered_total{listener=\"web\",parameter=\"version\",value=\"TLSv1.2\"} 1.0",
                        "sallyport_tls_offered_total{listener=\"web\",parameter=\"alpn\",value=\"http/1.1\"} 1.0")
                .noneMatch(line -> line.contains("GREASE") || line.contains("0x"));
    }

    @Test
    void showsAnUnknownServerNameAsOther() {
        HandshakeReport known = Reports.success();
        meters.handshakeStarted(Reports.CONNECTION);
        meters.handshakeFinished(
                new HandshakeReport(
                        known.connection(),
                        known.outcome(),
                        known.clientHello(),
                        null,
                        known.session(),
                        null,
                        null,
                        known.phase(),
                        known.kind(),
                        null,
                        null,
                        null,
                        null,
                        -1,
                        1,
                        1,
                        1,
                        known.phaseTimes(),
                        null));

        assertThat(scrape())
                .contains(
                        "sallyport_tls_negotiated_total{listener=\"web\",parameter=\"server_name\",value=\"other\"} 1.0")
                .noneMatch(line -> line.contains("www.example.com"));
    }

    @Test
    void countsResumptionsByResultAndCause() {
        meters.handshakeFinished(Reports.resuming(ResumptionMeans.TICKET, null));
        meters.handshakeFinished(
                Reports.resuming(ResumptionMeans.SESSION_ID, ResumptionMiss.EXPIRED));

        assertThat(scrape())
                .contains(
                        "sallyport_tls_resumptions_total{cause=\"ticket\",listener=\"web\",result=\"hit\"} 1.0",
                        "sallyport_tls_resumptions_total{cause=\"expired\",listener=\"web\",result=\"miss\"} 1.0");
    }

    @Test
    void countsEarlyDataByResultAndCause() {
        meters.handshakeFinished(Reports.withEarlyData(null));
        meters.handshakeFinished(Reports.withEarlyData(EarlyDataRefusal.AGE_SKEW));

        assertThat(scrape())
                .contains(
                        "sallyport_tls_early_data_total{cause=\"none\",listener=\"web\",result=\"accepted\"} 1.0",
                        "sallyport_tls_early_data_total{cause=\"age_skew\",listener=\"web\",result=\"rejected\"} 1.0");
    }

    @Test
    void countsAFailureByReasonPhaseAndSide() {
        meters.handshakeStarted(Reports.CONNECTION);
        meters.handshakeFinished(
                Reports.failed(
                        new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INCORRECT_FINISHED),
                        HandshakePhase.CLIENT_FINISHED,
                        Reports.CHROME));
        meters.handshakeStarted(Reports.CONNECTION);
        meters.handshakeFinished(
                Reports.outside(FailureReason.NO_DATA, HandshakePhase.CLIENT_HELLO, 0));

        assertThat(scrape())
                .contains(
                        "sallyport_tls_handshakes_total{kind=\"full\",listener=\"web\",outcome=\"failure\",version=\"none\"} 1.0",
                        "sallyport_tls_handshakes_total{kind=\"full\",listener=\"web\",outcome=\"abandoned\",version=\"none\"} 1.0",
                        "sallyport_tls_handshake_failures_total{listener=\"web\",phase=\"client_finished\",reason=\"finished_mismatch\",side=\"client\"} 1.0",
                        "sallyport_tls_handshake_failures_total{listener=\"web\",phase=\"client_hello\",reason=\"no_data\",side=\"network\"} 1.0");
    }

    @Test
    void countsARefusalForTooManyHandshakesAsAFailureToo() {
        meters.connectionRefused(
                "web", Reports.CONNECTION.client(), RefusalCause.TOO_MANY_HANDSHAKES);

        assertThat(scrape())
                .contains(
                        "sallyport_connections_refused_total{cause=\"too_many_handshakes\",listener=\"web\"} 1.0",
                        "sallyport_tls_handshake_failures_total{listener=\"web\",phase=\"client_hello\",reason=\"too_many_handshakes\",side=\"server\"} 1.0",
                        "sallyport_tls_handshakes_active{listener=\"web\"} 0.0");
    }

    @Test
    void countsSpansThatWereExportedAndLost() {
        meters.spansExported(3);
        meters.spansLost(2, SpanLoss.QUEUE_FULL, null);

        assertThat(scrape())
                .contains(
                        "sallyport_trace_spans_exported_total 3.0",
                        "sallyport_trace_spans_lost_total{cause=\"queue_full\"} 2.0");
    }

    @Test
    void tellsWhetherRedisAnswers() {
        meters.redisState("redis:6379", true, null);
        assertThat(scrape()).contains("sallyport_redis_up{server=\"redis:6379\"} 1.0");

        meters.redisState("redis:6379", false, "gone");
        assertThat(scrape()).contains("sallyport_redis_up{server=\"redis:6379\"} 0.0");
    }

    @Test
    void countsAndTimesRequestsByTheClassOfTheirStatus() {
        meters.http2Failed(Reports.CONNECTION, "rapid_reset", "in words");
        meters.requestFinished(Reports.request(200, null));
        meters.requestFinished(Reports.request(204, null));
        meters.requestFinished(Reports.request(502, "backend_closed"));

        assertThat(scrape())
                .contains(
                        "sallyport_http_requests_total{backend=\"app\",listener=\"web\",route=\"pages\",status=\"2xx\"} 2.0",
                        "sallyport_http_requests_total{backend=\"app\",listener=\"web\",route=\"pages\",status=\"5xx\"} 1.0",
                        "sallyport_http_request_duration_seconds_sum{backend=\"app\",listener=\"web\",route=\"pages\",status=\"2xx\"} 0.004",
                        "sallyport_http_request_failures_total{listener=\"web\",reason=\"backend_closed\"} 1.0");
    }

    @Test
    void countsConnectionsBytesAlertsAndBackends() {
        meters.connectionOpened(Reports.CONNECTION);
        meters.connectionOpened(Reports.CONNECTION);
        meters.bytesTransferred(Reports.CONNECTION, Direction.IN, 5);
        meters.bytesTransferred(Reports.CONNECTION, Direction.OUT, 7_000_000_000L);
        meters.readingPaused(Reports.CONNECTION, Direction.OUT);
        meters.alertSent(Reports.CONNECTION, AlertDescription.CLOSE_NOTIFY);
        meters.alertReceived(Reports.CONNECTION, 48);
        meters.alertReceived(Reports.CONNECTION, 222);
        meters.backendState("app", "127.0.0.1:8080", true, "it can be connected to");
        meters.backendConnectFailed(
                Reports.CONNECTION, "app", "127.0.0.1:8080", new IOException("refused"));
        meters.requestRetried(Reports.CONNECTION, "app", RetryCause.STATUS);
        meters.healthChecked("app", "127.0.0.1:8080", null);
        meters.healthChecked("app", "127.0.0.1:8080", "status 503");
        meters.backendState("app", "127.0.0.1:8080", false, "it cannot be connected to");
        meters.backendConnected(
                Reports.CONNECTION, null, "app", "127.0.0.1:8081", Reports.CONNECTION.local());
        meters.connectionClosed(
                new ConnectionReport(
                        Reports.CONNECTION,
                        null,
                        "app",
                        "127.0.0.1:8081",
                        5,
                        7,
                        0,
                        1,
                        CloseCause.IDLE_TIMEOUT,
                        null,
                        null));

        assertThat(scrape())
                .contains(
                        "sallyport_connections_active{listener=\"web\"} 1.0",
                        "sallyport_connections_total{listener=\"web\"} 2.0",
                        "sallyport_connections_closed_total{cause=\"idle_timeout\",listener=\"web\"} 1.0",
                        "sallyport_bytes_total{direction=\"in\",listener=\"web\"} 5.0",
                        "sallyport_bytes_total{direction=\"out\",listener=\"web\"} 7.0E9",
                        "sallyport_reading_pauses_total{direction=\"out\",listener=\"web\"} 1.0",
                        "sallyport_tls_alerts_total{description=\"close_notify\",direction=\"sent\",listener=\"web\"} 1.0",
                        "sallyport_tls_alerts_total{description=\"unknown_ca\",direction=\"received\",listener=\"web\"} 1.0",
                        "sallyport_tls_alerts_total{description=\"unknown\",direction=\"received\",listener=\"web\"} 1.0",
                        "sallyport_backend_connect_failures_total{backend=\"app\",server=\"127.0.0.1:8080\"} 1.0",
                        "sallyport_backend_retries_total{backend=\"app\",cause=\"status\"} 1.0",
                        "sallyport_backend_health_checks_total{backend=\"app\",result=\"failure\",server=\"127.0.0.1:8080\"} 1.0",
                        "sallyport_backend_health_checks_total{backend=\"app\",result=\"success\",server=\"127.0.0.1:8080\"} 1.0",
                        "sallyport_backend_up{backend=\"app\",server=\"127.0.0.1:8080\"} 0.0",
                        "sallyport_backend_up{backend=\"app\",server=\"127.0.0.1:8081\"} 1.0",
                        "sallyport_backend_connections_active{backend=\"app\",server=\"127.0.0.1:8081\"} 1.0");

        meters.backendDisconnected(Reports.CONNECTION, "app", "127.0.0.1:8081");
        assertThat(scrape())
                .contains(
                        "sallyport_backend_connections_active{backend=\"app\",server=\"127.0.0.1:8081\"} 0.0");
    }

    @Test
    void countsClientsWithoutACertificateByWhatBecomesOfThem() {
        for (ClientAuthMode mode :
                List.of(ClientAuthMode.OBSERVE, ClientAuthMode.OPTIONAL, ClientAuthMode.OPTIONAL)) {
            meters.handshakeStarted(Reports.CONNECTION);
            meters.handshakeFinished(Reports.success(new ClientCertificateReport(mode, null)));
        }

        assertThat(scrape())
                .contains(
                        "sallyport_tls_client_certificates_total{listener=\"web\",reason=\"client_certificate_missing\",result=\"would_reject\"} 1.0",
                        "sallyport_tls_client_certificates_total{listener=\"web\",reason=\"none\",result=\"absent\"} 2.0");
    }

    @Test
    void scrapesEveryDocumentedMeterAndNoOtherOfOurs() {
        feedEverything();

        TreeSet<String> scraped =
                scrape().stream()
                        .filter(line -> line.startsWith("# TYPE sallyport_"))
                        .map(line -> line.substring("# TYPE ".length()))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(scraped)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ProxyMeter.values())
                                .map(meter -> meter.id() + " " + meter.type().id())
                                .toList());
    }

    @Test
    void writesOpenMetricsIfTheScraperAcceptsIt() {
        Exposition exposition = new Exposition(store);
        String accept =
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3";

        assertThat(exposition.contentType(accept))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(text(exposition, accept))
                .contains("# TYPE sallyport_connections counter")
                .endsWith("# EOF\n");
        for (String plain : new String[] {null, "*/*", "text/plain", "application/json"}) {
            assertThat(exposition.contentType(plain))
                    .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        }
        assertThat(text(exposition, null)).contains("# TYPE sallyport_connections_total counter");
    }

    @Test
    void showsTheProcess() {
        try (ProcessMeters process = new ProcessMeters(store)) {
            process.build("1.2.3");
            process.crypto(Map.of(new Primitive(Primitive.Kind.AEAD, "AES_128_GCM"), "SunJCE 25"));
            process.certificate("certs/a.pem", "web", Instant.ofEpochSecond(1_900_000_000));
            process.keyLog("web", true);
            process.runtime();

            assertThat(scrape())
                    .contains(
                            "sallyport_tls_crypto_provider_info{primitive=\"aead/aes_128_gcm\",provider=\"SunJCE 25\"} 1",
                            "sallyport_tls_certificate_not_after_timestamp_seconds{certificate=\"certs/a.pem\",listener=\"web\"} 1.9E9",
                            "sallyport_tls_key_log_enabled{listener=\"web\"} 1.0")
                    .anyMatch(line -> line.startsWith("sallyport_build_info{jdk=\"25"))
                    .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .anyMatch(line -> line.startsWith("jvm_threads_live_threads "))
                    .anyMatch(line -> line.startsWith("process_cpu_usage "))
                    .anyMatch(line -> line.startsWith("process_uptime_seconds "));
        }
    }

    @Test
    void showsCrlsUntilTheyAreGone() {
        try (ProcessMeters process = new ProcessMeters(store)) {
            process.trust("web", Instant.ofEpochSecond(1_900_000_000));
            process.crls(
                    "web",
                    Map.of(
                            "a.crl",
                            new CrlMeters.Ages(
                                    Instant.EPOCH, Instant.ofEpochSecond(1_800_000_000))));

            assertThat(scrape())
                    .contains(
                            "sallyport_tls_trust_not_after_timestamp_seconds{listener=\"web\"} 1.9E9",
                            "sallyport_tls_crl_next_update_timestamp_seconds{file=\"a.crl\",listener=\"web\"} 1.8E9")
                    .anyMatch(line ->
                            line.matches(
                                    "sallyport_tls_crl_age_seconds\\{file=\"a.crl\",listener=\"web\"} 1\\.[0-9]+E9"));

            process.crls("web", Map.of());

            assertThat(scrape())
                    .noneMatch(line -> line.startsWith("sallyport_tls_crl_"))
                    .contains(
                            "sallyport_tls_trust_not_after_timestamp_seconds{listener=\"web\"} 1.9E9");
        }
    }

    @Test
    void showsNothingOfWhatAConfigurationDoesNotHaveAnyMore() {
        try (ProcessMeters process = new ProcessMeters(store)) {
            Map<String, CrlMeters.Ages> crls =
                    Map.of("a.crl", new CrlMeters.Ages(Instant.EPOCH, Instant.EPOCH));
            process.describe(() -> {
                for (String listener : List.of("web", "more")) {
                    process.trust(listener, Instant.EPOCH);
                    process.crls(listener, crls);
                    process.keyLog(listener, false);
                    process.certificate("a.pem", listener, Instant.EPOCH);
                }
            });
            process.describe(() -> {
                process.keyLog("web", false);
                process.certificate("b.pem", "web", Instant.EPOCH);
            });

            assertThat(scrape())
                    .filteredOn(line ->
                            line.matches(
                                    "sallyport_tls_(.*timestamp_seconds|crl_.*|key_log_enabled)\\{.*"))
                    .containsExactlyInAnyOrder(
                            "sallyport_tls_key_log_enabled{listener=\"web\"} 0.0",
                            "sallyport_tls_certificate_not_after_timestamp_seconds{certificate=\"b.pem\",listener=\"web\"} 0.0");

            process.describe(() -> process.trust("more", Instant.ofEpochSecond(5)));
            assertThat(scrape())
                    .filteredOn(line ->
                            line.matches(
                                    "sallyport_tls_(.*timestamp_seconds|crl_.*|key_log_enabled)\\{.*"))
                    .containsExactly(
                            "sallyport_tls_trust_not_after_timestamp_seconds{listener=\"more\"} 5.0");
        }
    }

    private void feedEverything() {
        meters.ocspAsked("web", OcspResult.GOOD, Duration.ofMillis(3));
        countsConnectionsBytesAlertsAndBackends();
        countsAndTimesASuccess();
        meters.handshakeStarted(Reports.CONNECTION);
        meters.handshakeFinished(
                Reports.success(new ClientCertificateReport(ClientAuthMode.OBSERVE, null)));
        meters.handshakeFinished(
                Reports.failed(
                        new TlsFailure.BadRecordMac(),
                        HandshakePhase.CLIENT_FINISHED,
                        Reports.OLD));
        meters.handshakeFinished(Reports.retried());
        meters.handshakeFinished(Reports.withEarlyData(null));
        countsResumptionsByResultAndCause();
        countsAndTimesRequestsByTheClassOfTheirStatus();
        tellsWhetherRedisAnswers();
        meters.clientDismissed(Reports.CONNECTION, Reports.revoked());
        countsSpansThatWereExportedAndLost();
        ProcessMeters process = new ProcessMeters(store);
        process.build("1");
        process.crypto(Map.of(new Primitive(Primitive.Kind.HASH, "SHA256"), "SUN"));
        process.certificate("a", "web", Instant.EPOCH);
        process.keyLog("web", false);
        process.trust("web", Instant.EPOCH);
        process.crls("web", Map.of("a.crl", new CrlMeters.Ages(Instant.EPOCH, Instant.EPOCH)));
        process.close();
    }

    private List<String> scrape() {
        return text(new Exposition(store), null).lines().toList();
    }

    private static String text(Exposition exposition, String accept) {
        return new String(exposition.text(accept), StandardCharsets.UTF_8);
    }
}
