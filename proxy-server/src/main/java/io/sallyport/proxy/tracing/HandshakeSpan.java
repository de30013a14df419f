package io.sallyport.proxy.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.tls.event.ClientHelloInfo;
import java.time.Instant;
import java.util.List;

/// The span of a handshake, a trace of its own: requests of several traces may follow it.
record HandshakeSpan(HandshakeReport report, SpanContext context, Instant end)
        implements EndedSpan {

    @Override
    public SpanData data(Resource resource) {
        return new FinishedSpan(
                resource,
                "TLS handshake",
                context,
                SpanContext.getInvalid(),
                List.of(),
                end,
                report.totalNanos(),
                report.reason() != null,
                attributes());
    }

    private Attributes attributes() {
        ClientHelloInfo hello = report.clientHello();
        FailureReason reason = report.reason();
        return new SpanAttributes()
                .connection(report.connection())
                .put("network.transport", "tcp")
                .put("tls.established", reason == null)
                .session(report.session())
                .fromPeer("tls.client.server_name", hello == null ? null : hello.serverName())
                .put("sallyport.tls.kind", report.kind().id())
                .put("sallyport.tls.phase", reason == null ? null : report.phase().id())
                .put("sallyport.tls.side", reason == null ? null : reason.side().id())
                .put("error.type", reason == null ? null : reason.id())
                .build();
    }
}
