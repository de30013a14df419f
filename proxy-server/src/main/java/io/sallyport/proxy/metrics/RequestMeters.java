package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.sallyport.proxy.insight.RequestReport;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// The meters of one listener's requests. Thread-safe.
final class RequestMeters {
    private record Key(String route, String backend, int statusClass) {

        String status() {
            return statusClass + "xx";
        }
    }

    private record Meters(Counter total, Timer duration) {}

    private final MeterStore store;
    private final String listener;
    private final ConcurrentMap<Key, Meters> meters = new ConcurrentHashMap<>();
    private final CounterFamily<String> failures;
    private final CounterFamily<String> http2Failures;
    private final LongAdder tunnels = new LongAdder();

    RequestMeters(MeterStore store, String listener) {
        this.store = store;
        this.listener = listener;
        store.gauge(ProxyMeter.SALLYPORT_HTTP_TUNNELS_ACTIVE, tunnels::sum, listener);
        this.failures =
                new CounterFamily<>(reason ->
                        store.counter(
                                ProxyMeter.SALLYPORT_HTTP_REQUEST_FAILURES_TOTAL,
                                listener,
                                reason));
        this.http2Failures =
                new CounterFamily<>(reason ->
                        store.counter(ProxyMeter.SALLYPORT_HTTP2_FAILURES_TOTAL, listener, reason));
    }

    void http2Failed(String reason) {
        http2Failures.increment(reason);
    }

    void tunnelOpened() {
        tunnels.increment();
    }

    void tunnelClosed() {
        tunnels.decrement();
    }

    void finished(RequestReport report) {
        Meters found =
                meters.computeIfAbsent(
                        new Key(report.route(), report.backend(), report.status() / 100),
                        this::meters);
        found.total().increment();
        found.duration().record(report.durationNanos(), TimeUnit.NANOSECONDS);
        if (report.reason() != null) {
            failures.increment(report.reason());
        }
    }

    private Meters meters(Key key) {
        return new Meters(
                store.counter(
                        ProxyMeter.SALLYPORT_HTTP_REQUESTS_TOTAL,
                        listener,
                        key.route(),
                        key.backend(),
                        key.status()),
                store.histogram(
                        ProxyMeter.SALLYPORT_HTTP_REQUEST_DURATION_SECONDS,
                        Buckets.REQUEST,
                        listener,
                        key.route(),
                        key.backend(),
                        key.status()));
    }
}
