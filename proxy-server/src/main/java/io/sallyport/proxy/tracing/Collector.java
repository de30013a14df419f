package io.sallyport.proxy.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sallyport.config.model.TracingSettings;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How the collector is spoken to, and as whom.
final class Collector {
    /// Held, because a logger that nobody holds forgets its level.
    private static final Logger EXPORTER_LOG = Logger.getLogger("io.opentelemetry");

    static {
        // It writes to standard error, past our log. What it has to say comes back with each batch.
        EXPORTER_LOG.setLevel(Level.OFF);
    }

    private Collector() {}

    /// OTLP over HTTP, as protobuf. A batch is sent once: the next one is as good, and what waits for a collector that is
    /// away would not wait for long.
    static SpanExporter exporter(TracingSettings settings) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout())
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop())
                .build();
    }

    /// Whose spans they are.
    ///
    /// @param release what is running, in words
    static Resource resource(TracingSettings settings, String release) {
        return Resource.getDefault()
                .merge(
                        Resource.create(
                                Attributes.of(
                                        AttributeKey.stringKey("service.name"),
                                        settings.serviceName(),
                                        AttributeKey.stringKey("service.version"),
                                        release)));
    }
}
