package io.sallyport.proxy.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sallyport.config.model.TracingSettings;
import io.sallyport.proxy.insight.ConnectionInfo;
import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.RequestIds;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.SpanIds;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.proxy.runtime.TraceSampling;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Makes spans of what the data path tells, and hands them to the queue in front of the collector. Thread-safe.
///
/// Whether a request is traced was decided when it came; it says so in its ids. A handshake is if the ratio says so, or if
/// a request of its connection is: the link from that one's span to the handshake's then leads somewhere.
public final class Tracing implements TrafficObserver, AutoCloseable {
    private final TraceSampling sampling;
    private final InstantSource clock;
    private final SpanQueue queue;

    /// By connection; as many as are open.
    private final Map<Long, HandshakeTrace> handshakes = new ConcurrentHashMap<>();

    private Tracing(TraceSampling sampling, InstantSource clock, SpanQueue queue) {
        this.sampling = sampling;
        this.clock = clock;
        this.queue = queue;
    }

    /// Begins to export. Nothing is connected to before there is a span.
    ///
    /// @param release what is running, in words
    /// @param observer hears what becomes of the spans
    public static Tracing start(
            TracingSettings settings, String release, TrafficObserver observer) {
        SpanExporter exporter = Collector.exporter(settings);
        return new Tracing(
                TraceSampling.of(settings.sampleRatio()),
                InstantSource.system(),
                SpanQueue.start(
                        exporter,
                        Collector.resource(settings, release),
                        settings.timeout(),
                        observer));
    }

    @Override
    public void handshakeStarted(ConnectionInfo connection) {
        handshakes.put(connection.id(), new HandshakeTrace(sampling.takesNext()));
    }

    @Override
    public void handshakeFinished(HandshakeReport report) {
        HandshakeTrace handshake = handshakes.get(report.connection().id());
        if (handshake != null) {
            offer(handshake.finished(report, clock.instant()));
        }
    }

    @Override
    public void requestFinished(RequestReport report) {
        RequestIds ids = report.ids();
        SpanIds span = ids == null ? null : ids.span();
        if (ids == null || span == null) {
            return;
        }
        HandshakeTrace handshake = handshakes.get(report.connection().id());
        SpanContext link = null;
        if (handshake != null) {
            link = handshake.context();
            offer(handshake.wanted());
        }
        offer(new RequestSpan(report, ids.traceId(), span, link, clock.instant()));
    }

    @Override
    public void connectionClosed(ConnectionReport report) {
        handshakes.remove(report.connection().id());
    }

    private void offer(@Nullable EndedSpan span) {
        if (span != null) {
            queue.offer(span);
        }
    }

    /// Sends what waits, if the collector takes it soon, and ends. Blocks for two seconds at most.
    @Override
    public void close() {
        queue.close();
    }
}
