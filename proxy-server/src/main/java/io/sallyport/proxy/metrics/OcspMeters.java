package io.sallyport.proxy.metrics;

import io.micrometer.core.instrument.Timer;
import io.sallyport.proxy.clientauth.OcspResult;
import java.time.Duration;

/// The meters of a listener that asks OCSP responders. Thread-safe.
final class OcspMeters {
    private final CounterFamily<OcspResult> requests;
    private final Timer duration;

    OcspMeters(MeterStore store, String listener) {
        requests =
                new CounterFamily<>(result ->
                        store.counter(
                                ProxyMeter.SALLYPORT_TLS_OCSP_REQUESTS_TOTAL,
                                listener,
                                result.id()));
        duration =
                store.histogram(
                        ProxyMeter.SALLYPORT_TLS_OCSP_REQUEST_DURATION_SECONDS,
                        Buckets.HANDSHAKE,
                        listener);
        for (OcspResult result : OcspResult.values()) {
            requests.of(result);
        }
    }

    void asked(OcspResult result, Duration took) {
        requests.increment(result);
        duration.record(took);
    }
}
