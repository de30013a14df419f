package io.sallyport.proxy.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The handshake of one connection: its span is given out once, when it is over and somebody wants it. With early data,
/// requests may be over before it is. For the connection's event loop alone.
final class HandshakeTrace {
    private final SpanContext context;
    private boolean wanted;
    private @Nullable HandshakeSpan waiting;

    /// @param wanted whether it has a span even if no request wants it
    HandshakeTrace(boolean wanted) {
        IdGenerator ids = IdGenerator.random();
        this.context =
                SpanContext.create(
                        ids.generateTraceId(),
                        ids.generateSpanId(),
                        TraceFlags.getSampled(),
                        TraceState.getDefault());
        this.wanted = wanted;
    }

    /// What spans of requests link to.
    SpanContext context() {
        return context;
    }

    /// It is over. Of one in which nothing was said, such as a balancer's probe, there is nothing to tell.
    ///
    /// @return the span, if it is to be exported now
    @Nullable HandshakeSpan finished(HandshakeReport report, Instant end) {
        if (report.reason() == FailureReason.NO_DATA) {
            return null;
        }
        HandshakeSpan span = new HandshakeSpan(report, context, end);
        if (wanted) {
            return span;
        }
        waiting = span;
        return null;
    }

    /// A request links to it.
    ///
    /// @return the span, if it is to be exported now
    @Nullable HandshakeSpan wanted() {
        wanted = true;
        HandshakeSpan span = waiting;
        waiting = null;
        return span;
    }
}
