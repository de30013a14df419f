package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.LongAdder;

/// The meters of one server of a backend. Thread-safe.
final class BackendMeters {
    private final Counter connectFailures;
    private final CounterFamily<String> healthChecks;
    private final LongAdder connectionsActive = new LongAdder();
    private volatile boolean up = true;

    BackendMeters(MeterStore store, String backend, String server) {
        connectFailures =
                store.counter(ProxyMeter.SALLYPORT_BACKEND_CONNECT_FAILURES_TOTAL, backend, server);
        healthChecks =
                new CounterFamily<>(result ->
                        store.counter(
                                ProxyMeter.SALLYPORT_BACKEND_HEALTH_CHECKS_TOTAL,
                                backend,
                                server,
                                result));
        store.gauge(
                ProxyMeter.SALLYPORT_BACKEND_CONNECTIONS_ACTIVE,
                connectionsActive::sum,
                backend,
                server);
        store.gauge(ProxyMeter.SALLYPORT_BACKEND_UP, () -> up ? 1 : 0, backend, server);
    }

    void connected() {
        connectionsActive.increment();
    }

    void disconnected() {
        connectionsActive.decrement();
    }

    void connectFailed() {
        connectFailures.increment();
    }

    void healthChecked(boolean well) {
        healthChecks.increment(well ? "success" : "failure");
    }

    void state(boolean usable) {
        up = usable;
    }
}
