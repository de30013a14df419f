package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/// Counters of one meter, found by what their labels are made from: after the first time, counting
/// neither makes labels nor looks a meter up by them.
final class CounterFamily<K> {
    private final ConcurrentMap<K, Counter> counters = new ConcurrentHashMap<>();
    private final Function<K, Counter> make;

    CounterFamily(Function<K, Counter> make) {
        this.make = make;
    }

    void increment(K key) {
        of(key).increment();
    }

    /// The counter for this key; making it already shows it with the value zero.
    Counter of(K key) {
        Counter counter = counters.get(key);
        return counter == null ? counters.computeIfAbsent(key, make) : counter;
    }
}
