package io.sallyport.proxy.http;

import java.util.concurrent.TimeUnit;

/// How much may be done at once, and how fast it may go on. Full at first.
final class TokenBucket {
    private final double burst;
    private final double perNano;
    private double tokens;
    private long filled;

    /// @param burst how much at once
    /// @param perSecond how much in each second after that
    /// @param now in nanoseconds, as in [#take]
    TokenBucket(int burst, int perSecond, long now) {
        this.burst = burst;
        this.perNano = (double) perSecond / TimeUnit.SECONDS.toNanos(1);
        this.tokens = burst;
        this.filled = now;
    }

    /// Something was done that earns as much again.
    void give(double earned) {
        tokens = Math.min(burst, tokens + earned);
    }

    /// @param now in nanoseconds, of a clock that never goes back
    /// @return whether there was one
    boolean take(long now) {
        tokens = Math.min(burst, tokens + (now - filled) * perNano);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
