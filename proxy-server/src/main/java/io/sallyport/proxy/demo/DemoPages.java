package io.sallyport.proxy.demo;

import io.sallyport.proxy.endpoint.Pages;
import io.sallyport.proxy.endpoint.Request;
import io.sallyport.proxy.endpoint.Response;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.JsonText;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.tls.event.NegotiatedSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The built-in page: a backend that knows its visitor's handshake.
public final class DemoPages implements Pages {
    private static final String DIRECT =
            """
            <h1>No handshake</h1>
            <p class="lead">You came here directly, in the clear. Take the address of the listener \
            to see your own handshake.</p>
            """;

    private final VisitorRegistry visitors;
    private final String template;

    /// @param release shown on the page
    public DemoPages(VisitorRegistry visitors, String release) {
        this.visitors = visitors;
        this.template = template().replace("{{release}}", release);
    }

    @Override
    public Response answer(Request request) {
        if (!request.path().equals("/")) {
            return Response.notFound();
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> {
                Optional<HandshakeReport> report = visitors.find(request.client());
                yield request.prefersJson() ? json(report) : html(report);
            }
            default -> Response.methodNotAllowed("GET, HEAD");
        };
    }

    private Response html(Optional<HandshakeReport> report) {
        NegotiatedSession session = report.map(HandshakeReport::session).orElse(null);
        String content =
                report.isEmpty() || session == null
                        ? DIRECT
                        : HandshakePage.of(report.get(), session);
        return Response.html(template.replace("{{content}}", content));
    }

    private static Response json(Optional<HandshakeReport> report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        report.ifPresent(known -> {
            fields.putAll(ReportFields.of(known));
            fields.put("phases_ms", ReportFields.of(known.phaseTimes()));
        });
        return Response.json(JsonText.of(fields));
    }

    private static String template() {
        try (InputStream in = DemoPages.class.getResourceAsStream("page.html")) {
            if (in == null) {
                throw new IllegalStateException("page.html is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("page.html", e);
        }
    }
}
