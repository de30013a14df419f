package io.sallyport.proxy.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/// How old CRLs are, and when the next ones are due. A file that is not read any more shows no number. Thread-safe.
public final class CrlMeters {
    private static final double MILLIS = 1_000;

    private final MeterStore store;
    private final ConcurrentMap<Key, AtomicReference<Optional<Ages>>> known =
            new ConcurrentHashMap<>();

    private record Key(String listener, String file) {}

    /// When a CRL was issued, and when the next one is due.
    public record Ages(Instant thisUpdate, Instant nextUpdate) {}

    CrlMeters(MeterStore store) {
        this.store = store;
    }

    /// The CRLs of a listener, by their files: all that there are.
    void inForce(String listener, Map<String, Ages> files) {
        files.forEach((file, ages) ->
                known.computeIfAbsent(new Key(listener, file), this::shown).set(Optional.of(ages)));
        known.forEach((key, shown) -> {
            if (key.listener().equals(listener) && !files.containsKey(key.file())) {
                shown.set(Optional.empty());
            }
        });
    }

    private AtomicReference<Optional<Ages>> shown(Key key) {
        AtomicReference<Optional<Ages>> shown = new AtomicReference<>(Optional.empty());
        store.gauge(
                ProxyMeter.SALLYPORT_TLS_CRL_AGE_SECONDS,
                () -> age(shown.get()),
                key.listener(),
                key.file());
        store.gauge(
                ProxyMeter.SALLYPORT_TLS_CRL_NEXT_UPDATE_TIMESTAMP_SECONDS,
                () -> due(shown.get()),
                key.listener(),
                key.file());
        return shown;
    }

    private static double age(Optional<Ages> ages) {
        return ages.map(each ->
                        (System.currentTimeMillis() - each.thisUpdate().toEpochMilli()) / MILLIS)
                .orElse(Double.NaN);
    }

    private static double due(Optional<Ages> ages) {
        return ages.map(each -> (double) each.nextUpdate().getEpochSecond()).orElse(Double.NaN);
    }
}
