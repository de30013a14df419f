package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Makes meters after their documentation, and gives them out for a scrape. Thread-safe.
public final class MeterStore {
    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final MeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);

    /// A counter, made at the first call and found again at later ones.
    ///
    /// @param values of the labels, in the documented order
    Counter counter(ProxyMeter meter, String... values) {
        return Counter.builder(meter.micrometerName())
                .description(meter.meaning())
                .tags(tags(meter, values))
                .register(meters);
    }

    Timer histogram(ProxyMeter meter, Duration[] buckets, String... values) {
        return Timer.builder(meter.micrometerName())
                .description(meter.meaning())
                .serviceLevelObjectives(buckets)
                .tags(tags(meter, values))
                .register(meters);
    }

    /// A gauge that asks `value` at every scrape. A later one with the same labels is ignored.
    Gauge gauge(ProxyMeter meter, Supplier<Number> value, String... values) {
        return Gauge.builder(meter.micrometerName(), value)
                .description(meter.meaning())
                .strongReference(true)
                .tags(tags(meter, values))
                .register(meters);
    }

    /// Takes it out of every later scrape.
    void remove(Meter meter) {
        meters.remove(meter);
    }

    MeterRegistry micrometer() {
        return meters;
    }

    PrometheusRegistry prometheus() {
        return prometheus;
    }

    private static List<Tag> tags(ProxyMeter meter, String... values) {
        List<MeterLabel> labels = meter.labels();
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(
                    meter.id() + ": " + values.length + " values (expected: for " + labels + ")");
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i).id(), values[i]));
        }
        return tags;
    }
}
