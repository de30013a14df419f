package io.sallyport.tls.resumption;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// How often a ticket key was used, and when, to the second: event loops that use it at the same time
/// do not wait for each other. Thread-safe.
final class TicketKeyUse {
    private static final long NEVER = Long.MIN_VALUE;

    private final LongAdder sealed = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private final AtomicLong first = new AtomicLong(NEVER);
    private final AtomicLong last = new AtomicLong(NEVER);

    void sealed(Instant now) {
        sealed.increment();
        used(now.getEpochSecond());
    }

    void opened(Instant now) {
        opened.increment();
        used(now.getEpochSecond());
    }

    long ticketsSealed() {
        return sealed.sum();
    }

    long ticketsOpened() {
        return opened.sum();
    }

    /// Null if it was never used.
    @Nullable Instant first() {
        return instant(first.get());
    }

    /// Null if it was never used.
    @Nullable Instant last() {
        return instant(last.get());
    }

    /// Writes once a second at most, because others read the same cache line.
    private void used(long second) {
        if (first.get() == NEVER) {
            first.compareAndSet(NEVER, second);
        }
        if (last.get() < second) {
            last.set(second);
        }
    }

    private static @Nullable Instant instant(long second) {
        return second == NEVER ? null : Instant.ofEpochSecond(second);
    }
}
