package io.sallyport.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.AccessField;
import io.sallyport.config.model.AccessFormat;
import io.sallyport.config.model.AccessLog;
import io.sallyport.config.model.LogFormat;
import io.sallyport.config.model.LogSettings;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.RefusalCause;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.proxy.insight.RequestReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The access log has the form and the fields that were asked for.
class AccessLogTest {
    private static final String COMBINED =
            "192.0.2.1 - - [23/Nov/2026:03:04:05 +0000] \"GET /a?b HTTP/1.1\" 200 5"
                    + " \"https://example.com/\\x0a\\\"x\" \"curl/8\"";

    @Test
    void theCombinedFormatIsThatOfOtherServers() {
        assertThat(
                        lines(
                                AccessFormat.COMBINED,
                                List.of(),
                                log -> log.requestFinished(Reports.request(200, null))))
                .containsExactly(COMBINED + "\n");
    }

    @Test
    void otherFieldsStandBehindTheCombinedOnes() {
        assertThat(
                        lines(
                                AccessFormat.COMBINED,
                                List.of(
                                        AccessField.REQUEST_ID,
                                        AccessField.VERSION,
                                        AccessField.STATUS,
                                        AccessField.GROUP),
                                log -> log.requestFinished(Reports.request(200, null))))
                .containsExactly(
                        COMBINED
                                + " request_id=\"01939f2a-7c00-7abc-8def-0123456789ab\""
                                + " version=\"TLSv1.3\" group=\"x25519\"\n");
    }

    @Test
    void whatWasNoRequestHasNoRequestLine() {
        assertThat(
                        lines(
                                AccessFormat.COMBINED,
                                List.of(),
                                log ->
                                        log.requestFinished(
                                                RequestReport.unread(
                                                        Reports.CONNECTION,
                                                        null,
                                                        400,
                                                        "invalid_method",
                                                        "in words",
                                                        "app"))))
                .containsExactly(
                        "192.0.2.1 - - [23/Nov/2026:03:04:05 +0000] \"-\" 400 0 \"-\" \"-\"\n");
    }

    @Test
    void linesAboutConnectionsStayText() {
        assertThat(
                        lines(
                                AccessFormat.COMBINED,
                                List.of(),
                                log ->
                                        log.connectionRefused(
                                                "web",
                                                Reports.CONNECTION.client(),
                                                RefusalCause.RATE_LIMITED)))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z WARN  [access] refused: the clients of this network"
                                + " connect more often than they may | cause=rate_limited listener=web"
                                + " client=192.0.2.1:50123\n");
    }

    @Test
    void theFieldsAreThoseThatWereChosenInTheirOrder() {
        List<AccessField> fields =
                List.of(
                        AccessField.USER_AGENT,
                        AccessField.STATUS,
                        AccessField.REASON,
                        AccessField.ALPN);
        assertThat(
                        lines(
                                AccessFormat.TEXT,
                                fields,
                                log -> log.requestFinished(Reports.request(200, null))))
                .containsExactly(
                        "2026-11-23T03:04:05.678Z INFO  [access] answered | user_agent=curl/8 status=200"
                                + " alpn=h2\n");
        assertThat(
                        lines(
                                AccessFormat.JSON,
                                fields,
                                log -> log.requestFinished(Reports.request(200, null))))
                .containsExactly(
                        "{\"time\":\"2026-11-23T03:04:05.678Z\",\"level\":\"info\",\"log\":\"access\","
                                + "\"message\":\"answered\",\"user_agent\":\"curl/8\",\"status\":200,"
                                + "\"alpn\":\"h2\"}\n");
    }

    @Test
    void whomTheClientHasProvedToBeCanBeTold() {
        ClientIdentity identity = Reports.identity();
        List<AccessField> fields =
                List.of(
                        AccessField.STATUS,
                        AccessField.CLIENT_SUBJECT,
                        AccessField.CLIENT_ISSUER,
                        AccessField.CLIENT_SERIAL,
                        AccessField.CLIENT_FINGERPRINT);
        String told =
                " client_subject=\"CN=client\\x0a.example.com\" client_issuer=\"CN=client\\x0a.example.com\""
                        + " client_serial="
                        + identity.serialNumber().toString(16)
                        + " client_fingerprint="
                        + identity.fingerprint()
                        + "\n";
        assertThat(
                        lines(
                                AccessFormat.TEXT,
                                fields,
                                log -> log.requestFinished(Reports.request(200, null, identity))))
                .singleElement()
                .asString()
                .endsWith("| status=200" + told);
        assertThat(
                        lines(
                                AccessFormat.TEXT,
                                fields,
                                log -> log.requestFinished(Reports.request(200, null))))
                .singleElement()
                .asString()
                .endsWith("| status=200\n");
        ConnectionReport connection =
                new ConnectionReport(
                        Reports.CONNECTION,
                        Reports.SESSION,
                        "app",
                        "127.0.0.1:8080",
                        5,
                        7,
                        0,
                        1,
                        CloseCause.CLIENT_CLOSED,
                        null,
                        identity);
        assertThat(lines(AccessFormat.TEXT, fields, log -> log.connectionClosed(connection)))
                .singleElement()
                .asString()
                .endsWith("|" + told);
    }

    @Test
    void otherLogsKeepTheirForm() {
        LogSettings settings =
                LogSettings.DEFAULTS
                        .withFormat(LogFormat.JSON)
                        .withAccess(new AccessLog(Optional.of(AccessFormat.COMBINED), List.of()));
        try (Captured captured = new Captured(settings, "access", "backend")) {
            TrafficLog log = new TrafficLog(settings);
            log.requestFinished(Reports.request(200, null));
            log.backendState("app", "127.0.0.1:1", true, "");
            log.backendState("app", "127.0.0.1:1", false, "");
            assertThat(captured.lines()).hasSize(2);
            assertThat(captured.lines().getFirst()).isEqualTo(COMBINED + "\n");
            assertThat(captured.lines().getLast()).startsWith("{\"time\"");
        }
    }

    @Test
    void everythingThatIsToldOfARequestCanBeChosen() {
        List<String> names = Arrays.stream(AccessField.values()).map(AccessField::keyword).toList();
        RequestReport report = Reports.request(502, "backend_closed", Reports.identity());
        assertThat(names).containsAll(ReportFields.all(report).keySet());
        assertThat(names).containsAll(CombinedLayout.FIELDS);
    }

    private static List<String> lines(
            AccessFormat format, List<AccessField> fields, Consumer<TrafficLog> events) {
        LogSettings settings =
                LogSettings.DEFAULTS.withAccess(new AccessLog(Optional.of(format), fields));
        try (Captured captured = new Captured(settings, "access")) {
            events.accept(new TrafficLog(settings));
            return captured.lines();
        }
    }
}
