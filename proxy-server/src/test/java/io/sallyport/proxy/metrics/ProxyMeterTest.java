package io.sallyport.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProxyMeterTest {

    /// The names that dashboards and alerts rely on: changing one breaks them.
    private static final List<String> PUBLISHED =
            List.of(
                    "sallyport_tls_handshakes_total counter listener outcome version kind",
                    "sallyport_tls_handshake_failures_total counter listener reason phase side",
                    "sallyport_tls_handshakes_active gauge listener",
                    "sallyport_tls_handshake_duration_seconds histogram listener version kind",
                    "sallyport_tls_handshake_compute_seconds histogram listener version kind",
                    "sallyport_tls_handshake_phase_seconds histogram listener phase",
                    "sallyport_tls_negotiated_total counter listener parameter value",
                    "sallyport_tls_offered_total counter listener parameter value",
                    "sallyport_tls_hello_retries_total counter listener cause",
                    "sallyport_tls_resumptions_total counter listener result cause",
                    "sallyport_tls_early_data_total counter listener result cause",
                    "sallyport_tls_alerts_total counter listener direction description",
                    "sallyport_tls_client_certificates_total counter listener result reason",
                    "sallyport_tls_clients_dismissed_total counter listener reason",
                    "sallyport_tls_ocsp_requests_total counter listener result",
                    "sallyport_tls_ocsp_request_duration_seconds histogram listener",
                    "sallyport_tls_certificate_not_after_timestamp_seconds gauge certificate listener",
                    "sallyport_tls_trust_not_after_timestamp_seconds gauge listener",
                    "sallyport_tls_crl_age_seconds gauge listener file",
                    "sallyport_tls_crl_next_update_timestamp_seconds gauge listener file",
                    "sallyport_tls_crypto_provider_info gauge primitive provider",
                    "sallyport_tls_key_log_enabled gauge listener",
                    "sallyport_http_requests_total counter listener route backend status",
                    "sallyport_http_request_duration_seconds histogram listener route backend status",
                    "sallyport_http_request_failures_total counter listener reason",
                    "sallyport_http2_failures_total counter listener reason",
                    "sallyport_http_tunnels_active gauge listener",
                    "sallyport_connections_active gauge listener",
                    "sallyport_connections_total counter listener",
                    "sallyport_connections_refused_total counter listener cause",
                    "sallyport_connections_closed_total counter listener cause",
                    "sallyport_bytes_total counter listener direction",
                    "sallyport_reading_pauses_total counter listener direction",
                    "sallyport_backend_connections_active gauge backend server",
                    "sallyport_backend_connect_failures_total counter backend server",
                    "sallyport_backend_health_checks_total counter backend server result",
                    "sallyport_backend_retries_total counter backend cause",
                    "sallyport_redis_up gauge server",
                    "sallyport_trace_spans_exported_total counter ",
                    "sallyport_trace_spans_lost_total counter cause",
                    "sallyport_backend_up gauge backend server",
                    "sallyport_config_reloads_total counter result",
                    "sallyport_config_last_reload_success_timestamp_seconds gauge ",
                    "sallyport_build_info gauge release jdk");

    @Test
    void keepsTheNamesTypesAndLabelsThatWerePublished() {
        assertThat(Arrays.stream(ProxyMeter.values()).map(ProxyMeterTest::signature))
                .containsExactlyElementsOf(PUBLISHED);
    }

    private static String signature(ProxyMeter meter) {
        return meter.id()
                + " "
                + meter.type().id()
                + " "
                + meter.labels().stream().map(MeterLabel::id).collect(Collectors.joining(" "));
    }
}
