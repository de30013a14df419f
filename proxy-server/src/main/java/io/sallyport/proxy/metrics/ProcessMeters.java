package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.sallyport.tls.crypto.Primitive;
import java.time.Instant;
import java.util.Map;

/// What is known of the process rather than of its traffic.
public final class ProcessMeters implements AutoCloseable {
    private final MeterStore store;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public ProcessMeters(MeterStore store) {
        this.store = store;
    }

    /// What is running.
    public void build(String release) {
        one(ProxyMeter.SALLYPORT_BUILD_INFO, release, Runtime.version().toString());
    }

    /// Which provider serves each primitive.
    public void crypto(Map<Primitive, String> inventory) {
        inventory.forEach((primitive, provider) ->
                one(ProxyMeter.SALLYPORT_TLS_CRYPTO_PROVIDER_INFO, primitive.id(), provider));
    }

    /// When a certificate of a listener expires.
    public void certificate(String name, String listener, Instant notAfter) {
        long seconds = notAfter.getEpochSecond();
        store.gauge(
                ProxyMeter.SALLYPORT_TLS_CERTIFICATE_NOT_AFTER_TIMESTAMP_SECONDS,
                () -> seconds,
                name,
                listener);
    }

    /// Whether the secrets of a listener's connections are written to a file.
    public void keyLog(String listener, boolean enabled) {
        store.gauge(ProxyMeter.SALLYPORT_TLS_KEY_LOG_ENABLED, () -> enabled ? 1 : 0, listener);
    }

    /// Heap, collections, threads, processor, file descriptors. Loads the JDK's management classes,
    /// which takes a tenth of a second or so: not on the way to the first connection.
    public void runtime() {
        MeterRegistry registry = store.micrometer();
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /// Stops listening to the garbage collector.
    @Override
    public void close() {
        collections.close();
    }

    private void one(ProxyMeter meter, String... values) {
        store.gauge(meter, () -> 1, values);
    }
}
