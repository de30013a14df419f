package io.sallyport.proxy.accesslog;

import java.util.function.LongSupplier;

/// How many lines may be written: so many a second on average, and a burst of so many at once. What is
/// refused is counted. Thread-safe.
final class LineLimit {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private final LongSupplier nanoTime;

    private double tokens;
    private long filled;
    private long leftOut;

    LineLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.filled = nanoTime.getAsLong();
    }

    /// Whether one more line may be written now; if not, it counts as left out.
    synchronized boolean admits() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (now - filled) * perNano);
        filled = now;
        if (tokens < 1) {
            leftOut++;
            return false;
        }
        tokens--;
        return true;
    }

    /// How many were left out since the last call.
    synchronized long takeLeftOut() {
        long count = leftOut;
        leftOut = 0;
        return count;
    }
}
