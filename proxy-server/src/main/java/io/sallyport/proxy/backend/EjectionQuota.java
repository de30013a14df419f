package io.sallyport.proxy.backend;

import java.util.concurrent.atomic.AtomicInteger;

/// How many servers of a backend are passed over, and may be. Thread-safe.
final class EjectionQuota {
    private final int most;
    private final AtomicInteger ejected = new AtomicInteger();

    EjectionQuota(int servers, int maxPercent) {
        this.most = servers * maxPercent / 100;
    }

    /// Takes a place if there is one.
    boolean take() {
        return ejected.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    /// Takes a place even if there is none.
    void force() {
        ejected.incrementAndGet();
    }

    void give() {
        ejected.decrementAndGet();
    }
}
