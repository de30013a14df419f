package io.sallyport.proxy.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.SpanIds;
import io.sallyport.proxy.runtime.Route;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The span of a request, from its head to the end of its answer.
///
/// @param handshake of its connection, or null without TLS
record RequestSpan(
        RequestReport report,
        String traceId,
        SpanIds ids,
        @Nullable SpanContext handshake,
        Instant end)
        implements EndedSpan {

    /// Other methods are made up by clients, and a name with one in it would be one of endlessly many.
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

    private static final String OTHER = "_OTHER";
    private static final String HTTP = "HTTP/";
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    @Override
    public SpanData data(Resource resource) {
        return new FinishedSpan(
                resource,
                name(),
                context(ids.spanId(), SpanContext::create),
                ids.parentId() == null
                        ? SpanContext.getInvalid()
                        : context(ids.parentId(), SpanContext::createFromRemoteParent),
                handshake == null ? List.of() : List.of(LinkData.create(handshake)),
                end,
                report.durationNanos(),
                isFailed(),
                attributes());
    }

    private interface ContextMaker {
        SpanContext make(String traceId, String spanId, TraceFlags flags, TraceState state);
    }

    private SpanContext context(String spanId, ContextMaker maker) {
        return maker.make(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    }

    private String name() {
        String method = METHODS.contains(report.method()) ? report.method() : "HTTP";
        return route() == null ? method : method + ' ' + route();
    }

    /// The client's errors are not ours, unless the answer was broken off.
    private boolean isFailed() {
        return report.status() >= SERVER_ERRORS
                || report.reason() != null && report.status() < CLIENT_ERRORS;
    }

    private @Nullable String errorType() {
        String reason = report.reason();
        return reason == null && report.status() >= SERVER_ERRORS
                ? String.valueOf(report.status())
                : reason;
    }

    private Attributes attributes() {
        boolean known = METHODS.contains(report.method());
        return new SpanAttributes()
                .connection(report.connection())
                .put("http.request.method", known ? report.method() : OTHER)
                .fromPeer("http.request.method_original", known ? null : report.method())
                .put("url.scheme", report.session() == null ? "http" : "https")
                .fromPeer("url.path", path(report.target()))
                .fromPeer("server.address", report.host())
                .put("network.protocol.version", version(report.protocol()))
                .put("http.route", route())
                .put("http.response.status_code", report.status())
                .put("http.request.body.size", report.bytesIn())
                .put("http.response.body.size", report.bytesOut())
                .put("error.type", errorType())
                .session(report.session())
                .put("sallyport.backend", named(report.backend()))
                .put("sallyport.server", report.server())
                .put("sallyport.request_id", report.ids() == null ? null : report.ids().requestId())
                .build();
    }

    private @Nullable String route() {
        return named(report.route());
    }

    private static @Nullable String named(String name) {
        return name.equals(Route.NONE) ? null : name;
    }

    /// `1.1` and `1.0`, but `2`.
    private static @Nullable String version(String protocol) {
        if (!protocol.startsWith(HTTP)) {
            return null;
        }
        String version = protocol.substring(HTTP.length());
        return version.equals("2.0") ? "2" : version;
    }

    /// Without the query, in which people put secrets, and without what a whole URL has in front of its path.
    static String path(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        int authority = path.startsWith("/") ? -1 : path.indexOf("://");
        if (authority < 0) {
            return path;
        }
        int slash = path.indexOf('/', authority + "://".length());
        return slash < 0 ? "/" : path.substring(slash);
    }
}
