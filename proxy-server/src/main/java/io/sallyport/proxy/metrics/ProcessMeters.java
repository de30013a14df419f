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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is known of the process rather than of its traffic.
public final class ProcessMeters implements AutoCloseable {
    private final MeterStore store;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private final CounterFamily<Boolean> reloads;
    private final GaugeFamily certificates;
    private final GaugeFamily keyLogs;
    private final GaugeFamily trust;
    private final CrlMeters crls;
    private volatile long inForceSince;

    public ProcessMeters(MeterStore store) {
        this.store = store;
        this.certificates =
                new GaugeFamily(
                        store, ProxyMeter.SALLYPORT_TLS_CERTIFICATE_NOT_AFTER_TIMESTAMP_SECONDS);
        this.keyLogs = new GaugeFamily(store, ProxyMeter.SALLYPORT_TLS_KEY_LOG_ENABLED);
        this.trust =
                new GaugeFamily(store, ProxyMeter.SALLYPORT_TLS_TRUST_NOT_AFTER_TIMESTAMP_SECONDS);
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

    /// Describes a configuration that is in force from now on: what it does not have any more is not shown any more.
    ///
    /// @param configuration calls [#certificate], [#trust], [#crls] and [#keyLog] for all that there is
    public void describe(Runnable configuration) {
        List<GaugeFamily> families = new ArrayList<>(crls.families());
        families.addAll(List.of(certificates, keyLogs, trust));
        families.forEach(GaugeFamily::begin);
        configuration.run();
        families.forEach(GaugeFamily::sweep);
    }

    /// When a certificate of a listener expires.
    public void certificate(String name, String listener, Instant notAfter) {
        certificates.set(notAfter.getEpochSecond(), name, listener);
    }

    /// When the first of the CAs that a listener trusts for its clients expires.
    public void trust(String listener, Instant notAfter) {
        trust.set(notAfter.getEpochSecond(), listener);
    }

    /// The CRLs of a listener, by their files: all that there are.
    public void crls(String listener, Map<String, CrlMeters.Ages> files) {
        crls.inForce(listener, files);
    }

    /// Whether the secrets of a listener's connections are written to a file.
    public void keyLog(String listener, boolean enabled) {
        keyLogs.set(enabled ? 1 : 0, listener);
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
