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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What is known of the process rather than of its traffic.
public final class ProcessMeters implements AutoCloseable {
    private final MeterStore store;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private final CounterFamily<Boolean> reloads;
    private final Map<CertificateKey, AtomicLong> certificates = new ConcurrentHashMap<>();
    private final Map<String, AtomicBoolean> keyLogs = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> trust = new ConcurrentHashMap<>();
    private final CrlMeters crls;
    private volatile long inForceSince;

    private record CertificateKey(String name, String listener) {}

    public ProcessMeters(MeterStore store) {
        this.store = store;
        this.crls = new CrlMeters(store);
        this.reloads =
                new CounterFamily<>(success ->
                        store.counter(
                                ProxyMeter.SALLYPORT_CONFIG_RELOADS_TOTAL,
                                success ? "success" : "failure"));
        reloads.of(true);
        reloads.of(false);
        store.gauge(
                ProxyMeter.SALLYPORT_CONFIG_LAST_RELOAD_SUCCESS_TIMESTAMP_SECONDS,
                () -> inForceSince);
    }

    /// A configuration is in force from now on.
    public void inForce(Instant now) {
        inForceSince = now.getEpochSecond();
    }

    /// A configuration was read while the program runs.
    public void reloaded(boolean success) {
        reloads.increment(success);
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
        certificates
                .computeIfAbsent(new CertificateKey(name, listener), this::certificate)
                .set(notAfter.getEpochSecond());
    }

    /// When the first of the CAs that a listener trusts for its clients expires.
    public void trust(String listener, Instant notAfter) {
        trust.computeIfAbsent(listener, this::trust).set(notAfter.getEpochSecond());
    }

    /// The CRLs of a listener, by their files: all that there are.
    public void crls(String listener, Map<String, CrlMeters.Ages> files) {
        crls.inForce(listener, files);
    }

    /// Whether the secrets of a listener's connections are written to a file.
    public void keyLog(String listener, boolean enabled) {
        keyLogs.computeIfAbsent(listener, this::keyLog).set(enabled);
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

    private AtomicLong certificate(CertificateKey key) {
        AtomicLong notAfter = new AtomicLong();
        store.gauge(
                ProxyMeter.SALLYPORT_TLS_CERTIFICATE_NOT_AFTER_TIMESTAMP_SECONDS,
                notAfter::get,
                key.name(),
                key.listener());
        return notAfter;
    }

    private AtomicLong trust(String listener) {
        AtomicLong notAfter = new AtomicLong();
        store.gauge(
                ProxyMeter.SALLYPORT_TLS_TRUST_NOT_AFTER_TIMESTAMP_SECONDS,
                notAfter::get,
                listener);
        return notAfter;
    }

    private AtomicBoolean keyLog(String listener) {
        AtomicBoolean enabled = new AtomicBoolean();
        store.gauge(
                ProxyMeter.SALLYPORT_TLS_KEY_LOG_ENABLED, () -> enabled.get() ? 1 : 0, listener);
        return enabled;
    }

    private void one(ProxyMeter meter, String... values) {
        store.gauge(meter, () -> 1, values);
    }
}
