package io.sallyport.proxy.backend;

import java.util.concurrent.atomic.AtomicLong;

/// How many requests may be made again: each request puts a part of a retry in, and each retry takes a whole one out.
/// So servers that fail get only so much more than clients ask for, however bad it is. Thread-safe.
///
/// As Finagle's, without its clock: what is not used is kept, but never more than [#MOST].
final class RetryBudget {
    /// Retries that may be made before the first request has put anything in.
    static final int AT_FIRST = 10;

    /// Retries that can be saved up: enough for a server that is restarted under load, little beside what it serves.
    static final int MOST = 100;

    private static final long WHOLE = 100;

    private final int part;
    private final AtomicLong saved = new AtomicLong(AT_FIRST * WHOLE);

    /// @param percent of a retry that each request puts in
    RetryBudget(int percent) {
        this.part = percent;
    }

    void put() {
        saved.getAndUpdate(now -> Math.min(now + part, MOST * WHOLE));
    }

    /// Takes a retry out.
    ///
    /// @return whether there was one
    boolean take() {
        return saved.getAndUpdate(now -> now >= WHOLE ? now - WHOLE : now) >= WHOLE;
    }
}
