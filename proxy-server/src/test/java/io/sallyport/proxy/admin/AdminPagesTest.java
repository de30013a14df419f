package io.sallyport.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.proxy.endpoint.Request;
import io.sallyport.proxy.endpoint.Response;
import io.sallyport.proxy.endpoint.ResponseText;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.resumption.TicketKeyDescription;
import io.sallyport.tls.resumption.TicketKeyOrigin;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminPagesTest {
    private static final TlsFailure NO_VERSION =
            new TlsFailure.Incompatible(
                    PeerIncompatible.NO_SHARED_VERSION,
                    new Offers("version", List.of("TLSv1.1"), List.of("TLSv1.3")));

    private static final TicketKeyDescription SEALING =
            new TicketKeyDescription(
                    "0123456789abcdef",
                    TicketKeyOrigin.SECRET,
                    1,
                    Instant.parse("2026-11-23T00:00:00Z"),
                    Instant.parse("2026-11-23T12:00:00Z"),
                    true,
                    Instant.parse("2026-11-23T01:00:00Z"),
                    Instant.parse("2026-11-23T02:00:00Z"),
                    7,
                    5);

    private static final TicketKeyDescription WAITING =
            new TicketKeyDescription(
                    "fedcba9876543210",
                    TicketKeyOrigin.PROCESS,
                    0,
                    null,
                    null,
                    false,
                    null,
                    null,
                    0,
                    0);

    private final HandshakeHistory history =
            new HandshakeHistory(InstantSource.fixed(Instant.parse("2026-11-23T03:04:05Z")));
    private Readiness readiness = Readiness.READY;
    private final AdminPages pages =
            new AdminPages(
                    new MetricsSource() {
                        @Override
                        public String contentType(@Nullable String accept) {
                            return "text/" + accept;
                        }

                        @Override
                        public byte[] text(@Nullable String accept) {
                            return "sallyport_x 1\n".getBytes(StandardCharsets.US_ASCII);
                        }
                    },
                    history,
                    () -> readiness,
                    () -> Map.of("listener web", "127.0.0.1:8443"),
                    () -> Map.of("web", List.of(SEALING, WAITING)),
                    () -> Response.json(200, "{}"));

    @Test
    void reloadsByPostAlone() {
        assertThat(pages.answer(request("POST", "/api/reload", null)).status()).isEqualTo(200);
        assertThat(pages.answer(request("GET", "/api/reload", null)).status()).isEqualTo(405);
        assertThat(pages.answer(request("POST", "/metrics", null)).status()).isEqualTo(405);
    }

    @Test
    void doesNotReloadForAWebPage() {
        Response refused =
                pages.answer(
                        new Request(
                                "POST",
                                "/api/reload",
                                null,
                                "https://elsewhere.example",
                                new InetSocketAddress("127.0.0.1", 1)));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(ResponseText.of(refused)).contains("https://elsewhere.example");
    }

    @Test
    void isReadyOnlyBetweenStartAndDrain() {
        assertThat(get("/health/ready").status()).isEqualTo(200);
        readiness = Readiness.DRAINING;
        assertThat(get("/health/ready").status()).isEqualTo(503);
        assertThat(text("/health/ready")).isEqualTo("draining\n");
        readiness = Readiness.STARTING;
        assertThat(get("/health/ready").status()).isEqualTo(503);
        assertThat(get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void passesTheAcceptHeaderToTheMetrics() {
        Response response = pages.answer(request("GET", "/metrics", "openmetrics"));

        assertThat(ResponseText.contentType(response)).isEqualTo("text/openmetrics");
        assertThat(ResponseText.of(response)).isEqualTo("sallyport_x 1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing, 404",
        "GET, /metrics/, 404",
        "GET, /api, 404",
        "POST, /nothing, 404",
        "POST, /metrics, 405",
        "DELETE, /health/ready, 405",
        "HEAD, /metrics, 200"
    })
    void answersOtherPathsAndMethodsWithTheirStatus(String method, String path, int status) {
        assertThat(pages.answer(request(method, path, null)).status()).isEqualTo(status);
    }

    @Test
    void listsTheLastFailedHandshakesNewestFirst() {
        history.handshakeFinished(Reports.success());
        history.handshakeFinished(
                Reports.outside(FailureReason.NO_DATA, HandshakePhase.CLIENT_HELLO, 0));
        history.handshakeFinished(
                Reports.outside(FailureReason.HANDSHAKE_TIMEOUT, HandshakePhase.CLIENT_HELLO, 0));
        history.handshakeFinished(
                Reports.failed(NO_VERSION, HandshakePhase.NEGOTIATION, Reports.OLD));

        assertThat(text("/api/handshakes"))
                .startsWith(
                        "{\"handshakes\":[{\"time\":\"2026-11-23T03:04:05Z\","
                                + "\"outcome\":\"failure\",\"explanation\":\"the client offers"
                                + " TLSv1.1 at most; this listener accepts TLSv1.3\","
                                + "\"remedy\":\"update the client, or choose a policy that accepts"
                                + " one of its versions\",\"reason\":\"no_shared_version\",")
                .contains(
                        "\"phases_ms\":{\"client_hello\":1.000,\"signature\":0.200,"
                                + "\"client_finished\":20.000}},{\"time\":")
                .contains("\"reason\":\"handshake_timeout\"")
                .doesNotContain("no_data")
                .endsWith("}]}\n");
    }

    @Test
    void tellsEverythingOfTicketKeysButTheKeys() {
        assertThat(text("/api/ticket-keys"))
                .isEqualTo(
                        "{\"listeners\":{\"web\":[{\"fingerprint\":\"0123456789abcdef\","
                                + "\"source\":\"secret\",\"number\":1,\"seals\":true,"
                                + "\"epoch_start\":\"2026-11-23T00:00:00Z\","
                                + "\"epoch_end\":\"2026-11-23T12:00:00Z\","
                                + "\"first_use\":\"2026-11-23T01:00:00Z\","
                                + "\"last_use\":\"2026-11-23T02:00:00Z\","
                                + "\"tickets_sealed\":7,\"tickets_opened\":5},"
                                + "{\"fingerprint\":\"fedcba9876543210\","
                                + "\"source\":\"process\",\"number\":null,\"seals\":false,"
                                + "\"epoch_start\":null,\"epoch_end\":null,"
                                + "\"first_use\":null,\"last_use\":null,"
                                + "\"tickets_sealed\":0,\"tickets_opened\":0}]}}\n");
    }

    @Test
    void keepsABoundedNumberOfHandshakes() {
        for (int i = 0; i < 1000; i++) {
            history.handshakeFinished(
                    Reports.failed(NO_VERSION, HandshakePhase.NEGOTIATION, Reports.OLD));
        }

        assertThat(history.entries()).hasSize(256);
    }

    @Test
    void showsFactsAndFailuresOnTheIndexPageWithEverythingEscaped() {
        ClientHelloInfo hostile =
                new ClientHelloInfo(
                        0x0303,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        CodePoints.NONE,
                        List.of(),
                        "<script>alert('1')</script>",
                        100);
        history.handshakeFinished(
                Reports.failed(
                        new TlsFailure.Incompatible(
                                PeerIncompatible.UNKNOWN_SERVER_NAME,
                                new Offers("server_name", List.of(), List.of("a.example"))),
                        HandshakePhase.NEGOTIATION,
                        hostile));

        String page = text("/");

        assertThat(page)
                .contains("<h1>Sallyport is ready</h1>")
                .contains("<th>listener web</th><td><code>127.0.0.1:8443</code>")
                .contains("<code>unknown_server_name</code>")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void saysThatNothingFailedYet() {
        assertThat(text("/")).contains("None since the start.");
    }

    private String text(String path) {
        return ResponseText.of(get(path));
    }

    private Response get(String path) {
        return pages.answer(request("GET", path, null));
    }

    private static Request request(String method, String path, @Nullable String accept) {
        return new Request(method, path, accept, null, new InetSocketAddress("127.0.0.1", 1));
    }
}
