package io.sallyport.proxy.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// How old CRLs are, and when the next ones are due. A file that is not read any more has no gauge. Thread-safe.
public final class CrlMeters {
    private static final double MILLIS = 1_000;

    private final GaugeFamily age;
    private final GaugeFamily nextUpdate;

    /// When a CRL was issued, and when the next one is due.
    public record Ages(Instant thisUpdate, Instant nextUpdate) {}

    CrlMeters(MeterStore store) {
        this.age = new GaugeFamily(store, ProxyMeter.SALLYPORT_TLS_CRL_AGE_SECONDS);
        this.nextUpdate =
                new GaugeFamily(store, ProxyMeter.SALLYPORT_TLS_CRL_NEXT_UPDATE_TIMESTAMP_SECONDS);
    }

    /// The CRLs of a listener, by their files: all that there are.
    void inForce(String listener, Map<String, Ages> files) {
        files.forEach((file, ages) -> {
            age.set(() -> age(ages), listener, file);
            nextUpdate.set(ages.nextUpdate().getEpochSecond(), listener, file);
        });
        Predicate<List<String>> isThere =
                labels -> !labels.getFirst().equals(listener) || files.containsKey(labels.get(1));
        age.retain(isThere);
        nextUpdate.retain(isThere);
    }

    List<GaugeFamily> families() {
        return List.of(age, nextUpdate);
    }

    private static double age(Ages ages) {
        return (System.currentTimeMillis() - ages.thisUpdate().toEpochMilli()) / MILLIS;
    }
}
