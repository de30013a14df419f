package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sallyport.proxy.assembly.ReloadOutcome;
import io.sallyport.proxy.testing.ConfiguredProxy;
import io.sallyport.proxy.testing.OtlpReceiver;
import io.sallyport.proxy.testing.TestTls;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spans as a collector gets them.
@Timeout(120)
class TracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    @TempDir private Path folder;

    private final HttpBackend backend =
            new HttpBackend(request ->
                    request.firstLine().contains("/broken")
                            ? HttpBackend.END
                            : HttpBackend.ok("x"));
    private OtlpReceiver collector;
    private ConfiguredProxy proxy;

    @BeforeEach
    void startCollector() throws IOException {
        collector = new OtlpReceiver();
        TestTls.writeFiles(folder);
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        collector.close();
        backend.close();
    }

    @Test
    void aRequestHasASpanThatIsLinkedToItsHandshakes() throws Exception {
        start(1);
        ask("secure", "GET", "/a/b?password=swordfish", "X-Request-ID: 1\r\nUser-Agent: curl\r\n");

        OtlpReceiver.Received handshake = collector.await();
        OtlpReceiver.Received request = collector.await();
        assertThat(handshake.span().getName()).isEqualTo("TLS handshake");
        assertThat(handshake.parentId()).isEmpty();
        assertThat(handshake.attributes())
                .contains(
                        entry("sallyport.listener", "secure"),
                        entry("sallyport.tls.kind", "full"),
                        entry("tls.established", true),
                        entry("tls.resumed", false),
                        entry("tls.protocol.name", "tls"),
                        entry("tls.protocol.version", "1.3"),
                        entry("tls.client.server_name", "localhost"),
                        entry("client.address", "127.0.0.1"))
                .containsKeys("tls.cipher", "tls.curve", "client.port", "network.peer.port")
                .doesNotContainKeys("error.type", "sallyport.tls.phase");
        assertThat(request.span().getName()).isEqualTo("GET pages");
        assertThat(request.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(request.link()).isEqualTo(handshake.traceId() + '-' + handshake.spanId());
        assertThat(request.attributes())
                .contains(
                        entry("http.request.method", "GET"),
                        entry("http.route", "pages"),
                        entry("http.response.status_code", 200L),
                        entry("http.response.body.size", 1L),
                        entry("url.scheme", "https"),
                        entry("url.path", "/a/b"),
                        entry("server.address", "localhost"),
                        entry("network.protocol.version", "1.1"),
                        entry("client.address", "127.0.0.1"),
                        entry("tls.protocol.version", "1.3"),
                        entry("sallyport.listener", "secure"),
                        entry("sallyport.backend", "app"),
                        entry("sallyport.server", backend.address().toString()))
                .doesNotContainKeys("error.type", "user_agent.original");
        assertThat(request.attributes().toString()).doesNotContain("swordfish", "?");
        assertThat(request.span().getStatus().getCode())
                .isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(request.span().getEndTimeUnixNano())
                .isGreaterThan(request.span().getStartTimeUnixNano());
        assertThat(request.resource())
                .contains(entry("service.name", "edge"), entry("service.version", "test"));
    }

    @Test
    void theServerGetsTheSpanAsItsParent() throws Exception {
        start(1);
        Message seen = ask("plain", "GET", "/", "");

        OtlpReceiver.Received request = collector.await();
        assertThat(seen.field("traceparent"))
                .isEqualTo("00-" + request.traceId() + '-' + request.spanId() + "-01");
        assertThat(request.parentId()).isEmpty();
        assertThat(request.link()).isNull();
        assertThat(request.attributes())
                .contains(entry("url.scheme", "http"))
                .doesNotContainKey("tls.protocol.version");
        assertThat(proxy.traffic().awaitRequest().ids().traceId()).isEqualTo(request.traceId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-%s-%s-01", "00-%s-%s-03", "cc-%s-%s-ff-more"})
    void continuesATraceThatTheClientRecords(String form) throws Exception {
        start(0);
        String parent = String.format(Locale.ROOT, form, TRACE, PARENT);
        Message seen =
                ask("plain", "GET", "/", "traceparent: " + parent + "\r\ntracestate: a=b\r\n");

        OtlpReceiver.Received request = collector.await();
        assertThat(request.traceId()).isEqualTo(TRACE);
        assertThat(request.parentId()).isEqualTo(PARENT);
        assertThat(request.spanId()).isNotEqualTo(PARENT);
        assertThat(seen.field("traceparent"))
                .startsWith("00-" + TRACE + '-' + request.spanId() + "-0")
                .endsWith(form.contains("-01") ? "1" : "3");
        assertThat(seen.field("tracestate")).isEqualTo("a=b");
    }

    @Test
    void leavesATraceAloneThatTheClientDoesNotRecord() throws Exception {
        start(1);
        String parent = "00-" + TRACE + '-' + PARENT + "-00";

        Message seen = ask("plain", "GET", "/", "traceparent: " + parent + "\r\n");
        ask("plain", "PUT", "/second", "");

        assertThat(seen.field("traceparent")).isEqualTo(parent);
        assertThat(collector.await().span().getName()).isEqualTo("PUT pages");
    }

    @Test
    void bringsTheHandshakeOfARequestThatTheClientRecords() throws Exception {
        start(0);
        ask("secure", "GET", "/", "");
        ask("secure", "GET", "/", "traceparent: 00-" + TRACE + '-' + PARENT + "-01\r\n");

        OtlpReceiver.Received handshake = collector.await();
        OtlpReceiver.Received request = collector.await();
        assertThat(handshake.span().getName()).isEqualTo("TLS handshake");
        assertThat(request.traceId()).isEqualTo(TRACE);
        assertThat(request.link()).isEqualTo(handshake.traceId() + '-' + handshake.spanId());
        assertThat(collector.unexpected()).isEmpty();
    }

    @Test
    void tellsWhatFailed() throws Exception {
        start(1);
        ask("plain", "POST", "/broken", "Content-Length: 0\r\n");

        OtlpReceiver.Received request = collector.await();
        assertThat(request.span().getName()).isEqualTo("POST pages");
        assertThat(request.span().getStatus().getCode())
                .isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(request.attributes())
                .contains(
                        entry("http.response.status_code", 502L),
                        entry("error.type", "backend_closed"));
    }

    @Test
    void hasNoSpansNamedAfterWhatAClientMakesUp() throws Exception {
        start(1);
        ask("plain", "BREW", "/", "");

        OtlpReceiver.Received request = collector.await();
        assertThat(request.span().getName()).isEqualTo("HTTP pages");
        assertThat(request.attributes())
                .contains(
                        entry("http.request.method", "_OTHER"),
                        entry("http.request.method_original", "BREW"));
    }

    @Test
    void aFailedHandshakeHasASpan() throws Exception {
        start(1);
        try (Socket client = proxy.connect("secure")) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            client.getInputStream().readAllBytes();
        }

        OtlpReceiver.Received handshake = collector.await();
        assertThat(handshake.span().getStatus().getCode())
                .isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(handshake.attributes())
                .contains(
                        entry("error.type", "plain_http"),
                        entry("tls.established", false),
                        entry("sallyport.listener", "secure"),
                        entry("sallyport.tls.side", "client"),
                        entry("sallyport.tls.phase", "client_hello"));
    }

    @Test
    void aProbeThatSaysNothingHasNone() throws Exception {
        start(1);
        proxy.connect("secure").close();
        proxy.traffic().awaitClosed();
        ask("plain", "GET", "/", "");

        assertThat(collector.await().span().getName()).isEqualTo("GET pages");
    }

    @Test
    void requestsAreAnsweredWhateverTheCollectorDoes() throws Exception {
        start(1);
        collector.answer(503);
        ask("plain", "GET", "/", "");
        awaitMetric("sallyport_trace_spans_lost_total{cause=\"not_exported\"} 1.0");

        collector.answer(200);
        ask("plain", "PUT", "/", "");
        assertThat(collector.await().span().getName()).isEqualTo("PUT pages");
        awaitMetric("sallyport_trace_spans_exported_total 1.0");

        collector.close();
        ask("plain", "GET", "/", "");
        awaitMetric("sallyport_trace_spans_lost_total{cause=\"not_exported\"} 2.0");
    }

    @Test
    void sendsWhatWaitsBeforeItEnds() throws Exception {
        start(1);
        ask("plain", "GET", "/", "");
        proxy.traffic().awaitRequest();
        proxy.close();

        assertThat(collector.await().span().getName()).isEqualTo("GET pages");
    }

    @Test
    void saysThatAnotherCollectorTakesARestart() throws Exception {
        start(1);
        proxy.write(text(1).replace("127.0.0.1:" + port(), "127.0.0.1:9"));

        assertThat(((ReloadOutcome.Reloaded) proxy.service().reload()).needRestart())
                .containsExactly("tracing");
    }

    private void start(double ratio) throws IOException {
        proxy = ConfiguredProxy.start(folder, text(ratio));
    }

    private String text(double ratio) {
        return String.format(
                Locale.ROOT,
                """
                tracing: { otlp_endpoint: %s, sample_ratio: %s, service_name: edge }
                listeners:
                  plain:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: app
                    routes:
                      - { name: pages, match: { path_prefix: / }, backend: app }
                  secure:
                    bind: 127.0.0.1:0
                    mode: http
                    backend: app
                    routes:
                      - { name: pages, match: { path_prefix: / }, backend: app }
                    tls:
                      certificates: [{ chain: site.pem, key: site.key }]
                backends:
                  app: { servers: ["%s"], retry: { tries: 1 } }
                """,
                collector.endpoint(),
                ratio,
                backend.address());
    }

    private int port() {
        return URI.create(collector.endpoint()).getPort();
    }

    /// @return the request as the server got it
    private Message ask(String listener, String method, String target, String fields)
            throws IOException {
        String request = method + ' ' + target + " HTTP/1.1\r\nHost: localhost:1\r\n" + fields;
        Socket plain = proxy.connect(listener);
        try (Socket client = listener.equals("secure") ? TestTls.handshake(plain) : plain) {
            client.getOutputStream()
                    .write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            assertThat(Message.read(client.getInputStream(), false)).isNotNull();
        }
        return backend.requests().getLast();
    }

    /// Asks for it until it is there; the test's time limit ends that.
    private void awaitMetric(String line) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + proxy.address("admin").getPort() + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri).build();
            String metrics = "";
            while (!metrics.contains(line)) {
                metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            }
        }
    }
}
