package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Meter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The gauges of one meter, by the values of their labels. What is not there any more has no gauge: an alert must not go on
/// about it. Thread-safe.
final class GaugeFamily {
    private final MeterStore store;
    private final ProxyMeter meter;
    private final Map<List<String>, Shown> shown = new HashMap<>();
    private final Set<List<String>> fresh = new HashSet<>();

    private record Shown(Meter gauge, AtomicReference<Supplier<Number>> value) {}

    GaugeFamily(MeterStore store, ProxyMeter meter) {
        this.store = store;
        this.meter = meter;
    }

    void set(Number value, String... labels) {
        set(() -> value, labels);
    }

    /// @param value asked at every scrape
    synchronized void set(Supplier<Number> value, String... labels) {
        List<String> key = List.of(labels);
        fresh.add(key);
        Shown known = shown.get(key);
        if (known != null) {
            known.value().set(value);
            return;
        }
        AtomicReference<Supplier<Number>> current = new AtomicReference<>(value);
        Meter gauge = store.gauge(meter, () -> current.get().get(), labels);
        shown.put(key, new Shown(gauge, current));
    }

    /// Those that do not fit are gone.
    ///
    /// @param labels their values, in the documented order
    synchronized void retain(Predicate<List<String>> labels) {
        shown.entrySet()
                .removeIf(each -> {
                    boolean gone = !labels.test(each.getKey());
                    if (gone) {
                        store.remove(each.getValue().gauge());
                    }
                    return gone;
                });
    }

    /// What is not set until [#sweep] will be gone then.
    synchronized void begin() {
        fresh.clear();
    }

    synchronized void sweep() {
        retain(fresh::contains);
    }
}
