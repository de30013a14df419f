package io.sallyport.proxy.clientauth;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers answers for a while, the most recently used of them if there are too many. Thread-safe.
final class OcspCache {
    /// An answer takes some hundred bytes, and two thousand with a responder's certificate.
    private static final int MOST = 8192;

    private static final float LOAD = 0.75f;

    private final Map<OcspQuestion.Key, Known> entries =
            new LinkedHashMap<>(16, LOAD, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<OcspQuestion.Key, Known> eldest) {
                    return size() > MOST;
                }
            };

    private record Known(OcspAnswer answer, Instant until) {}

    /// What is known at that time.
    Optional<OcspAnswer> find(OcspQuestion.Key key, Instant now) {
        synchronized (entries) {
            Known entry = entries.get(key);
            if (entry == null) {
                return Optional.empty();
            }
            if (now.isAfter(entry.until())) {
                entries.remove(key);
                return Optional.empty();
            }
            return Optional.of(entry.answer());
        }
    }

    /// @param until when it is to be forgotten
    void put(OcspQuestion.Key key, OcspAnswer answer, Instant until) {
        synchronized (entries) {
            entries.put(key, new Known(answer, until));
        }
    }
}
