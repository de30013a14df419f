package io.sallyport.proxy.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A collector: takes OTLP over HTTP, and reads it by the code that is made from its definition.
public final class OtlpReceiver implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final HttpServer server;
    private final BlockingQueue<Received> spans = new LinkedBlockingQueue<>();
    private volatile int status = 200;

    /// A span, and whose it is.
    public record Received(Map<String, Object> resource, Span span) {

        public Map<String, Object> attributes() {
            return OtlpReceiver.attributes(span.getAttributesList());
        }

        public String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String spanId() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        /// Empty if there is none.
        public String parentId() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        /// The span that the one link leads to, its trace first; null if there is no link.
        public String link() {
            if (span.getLinksCount() == 0) {
                return null;
            }
            Span.Link link = span.getLinks(0);
            return HexFormat.of().formatHex(link.getTraceId().toByteArray())
                    + '-'
                    + HexFormat.of().formatHex(link.getSpanId().toByteArray());
        }
    }

    public OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /// Answers with it from now on.
    public void answer(int code) {
        status = code;
    }

    /// The next span.
    public Received await() throws InterruptedException {
        Received next = spans.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no span came");
        }
        return next;
    }

    /// Spans that nobody has waited for.
    public List<Received> unexpected() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        ExportTraceServiceRequest request =
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes());
        boolean taken = status == 200;
        byte[] answer =
                taken ? ExportTraceServiceResponse.getDefaultInstance().toByteArray() : new byte[0];
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer);
        }
        if (taken) {
            request.getResourceSpansList().forEach(this::keep);
        }
    }

    private void keep(ResourceSpans from) {
        Map<String, Object> resource = attributes(from.getResource().getAttributesList());
        for (ScopeSpans scope : from.getScopeSpansList()) {
            scope.getSpansList().forEach(span -> spans.add(new Received(resource, span)));
        }
    }

    private static Map<String, Object> attributes(List<KeyValue> list) {
        Map<String, Object> attributes = new TreeMap<>();
        list.forEach(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
        return attributes;
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            default -> value.toString();
        };
    }
}
