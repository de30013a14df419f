package io.sallyport.proxy.admin;

import io.sallyport.proxy.endpoint.Pages;
import io.sallyport.proxy.endpoint.Request;
import io.sallyport.proxy.endpoint.Response;
import io.sallyport.proxy.insight.JsonText;
import io.sallyport.tls.resumption.TicketKeyDescription;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What the admin address answers.
public final class AdminPages implements Pages {
    private static final String ALLOWED = "GET, HEAD";

    private final MetricsSource metrics;
    private final HandshakeHistory history;
    private final Supplier<Readiness> readiness;
    private final Supplier<Map<String, String>> facts;
    private final Supplier<Map<String, List<TicketKeyDescription>>> ticketKeys;
    private final Supplier<Response> reload;

    /// @param readiness asked at each request
    /// @param facts of the process for the index page, in the order to be shown, such as its version and
    ///     its listeners
    /// @param ticketKeys by listener
    /// @param reload reads the configuration anew, and tells what became of it
    public AdminPages(
            MetricsSource metrics,
            HandshakeHistory history,
            Supplier<Readiness> readiness,
            Supplier<Map<String, String>> facts,
            Supplier<Map<String, List<TicketKeyDescription>>> ticketKeys,
            Supplier<Response> reload) {
        this.metrics = metrics;
        this.history = history;
        this.readiness = readiness;
        this.facts = facts;
        this.ticketKeys = ticketKeys;
        this.reload = reload;
    }

    @Override
    public Response answer(Request request) {
        if (request.path().equals("/api/reload")) {
            return reload(request);
        }
        Supplier<Response> page =
                switch (request.path()) {
                    case "/" -> this::index;
                    case "/metrics" -> () -> metrics(request);
                    case "/health/live" -> () -> Response.text(200, "live");
                    case "/health/ready" -> this::ready;
                    case "/api/handshakes" -> this::handshakes;
                    case "/api/ticket-keys" -> this::ticketKeys;
                    default -> null;
                };
        if (page == null) {
            return Response.notFound();
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> page.get();
            default -> Response.methodNotAllowed(ALLOWED);
        };
    }

    /// No page of ours asks for it: one that does is somebody else's, in the browser of somebody who can reach us.
    private Response reload(Request request) {
        if (!request.method().equals("POST")) {
            return Response.methodNotAllowed("POST");
        }
        return request.origin() == null
                ? reload.get()
                : Response.text(
                        403, "not for web pages: the request came from " + request.origin());
    }

    private Response index() {
        return Response.html(IndexPage.html(readiness.get(), facts.get(), history.entries()));
    }

    private Response metrics(Request request) {
        return Response.of(metrics.contentType(request.accept()), metrics.text(request.accept()));
    }

    private Response ready() {
        Readiness now = readiness.get();
        return Response.text(now == Readiness.READY ? 200 : 503, now.id());
    }

    private Response handshakes() {
        return Response.json(
                JsonText.of(
                        Map.of(
                                "handshakes",
                                history.entries().stream()
                                        .map(HandshakeHistory.Entry::fields)
                                        .toList())));
    }

    private Response ticketKeys() {
        return Response.json(JsonText.of(TicketKeyFields.of(ticketKeys.get())));
    }
}
