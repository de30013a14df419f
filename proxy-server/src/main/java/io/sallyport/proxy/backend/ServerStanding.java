package io.sallyport.proxy.backend;

import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Whether a server is worth sending to, by what its health checks and its traffic say. Thread-safe.
final class ServerStanding {
    /// A server that comes back gets this part of its share at first, so that it gets anything at all.
    private static final double FIRST_SHARE = 0.1;

    private final Ejection terms;
    private final EjectionQuota quota;
    private final LongSupplier nanoTime;
    private final BiConsumer<Boolean, String> changed;

    private volatile boolean healthy = true;
    private volatile boolean ejected;
    private volatile boolean returned;
    private volatile boolean blemished;
    private volatile long ejectedUntil;
    private volatile long returnedAt;
    private boolean unreachable;
    private int connectFailures;
    private int failures;
    private int ejections;
    private long lastEjection;

    /// @param changed hears whether it is up, and why
    ServerStanding(
            Ejection terms,
            EjectionQuota quota,
            LongSupplier nanoTime,
            BiConsumer<Boolean, String> changed) {
        this.terms = terms;
        this.quota = quota;
        this.nanoTime = nanoTime;
        this.changed = changed;
    }

    boolean isUp() {
        return healthy && !ejected;
    }

    boolean isHealthy() {
        return healthy;
    }

    /// Whether it is to be sent to while there are others.
    boolean isUsable() {
        return healthy && (!ejected || nanoTime.getAsLong() - ejectedUntil >= 0);
    }

    /// The part of its share that it gets, above 0 and at most 1.
    double share() {
        if (!returned) {
            return 1;
        }
        double all = terms.slowStart().toNanos();
        double passed = nanoTime.getAsLong() - returnedAt;
        if (passed >= all) {
            returned = false;
            return 1;
        }
        return Math.max(FIRST_SHARE, passed / all);
    }

    void connected() {
        if (blemished) {
            good(true);
        }
    }

    void succeeded() {
        if (blemished) {
            good(false);
        }
    }

    synchronized void connectFailed() {
        blemished = true;
        connectFailures++;
        if (connectFailures >= terms.connectFailures()) {
            unreachable = true;
            eject(true, "it cannot be connected to");
        }
    }

    synchronized void failed(String what) {
        blemished = true;
        failures++;
        if (failures >= terms.failures()) {
            eject(false, failures + " failures in a row, the last: " + what);
        }
    }

    synchronized void health(boolean good, String why) {
        if (healthy != good) {
            if (good) {
                returnNow();
            }
            healthy = good;
            if (!ejected) {
                changed.accept(good, why);
            }
        }
    }

    private synchronized void good(boolean connectedOnly) {
        connectFailures = 0;
        if (!connectedOnly) {
            failures = 0;
        }
        boolean timeIsOver = nanoTime.getAsLong() - ejectedUntil >= 0;
        if (ejected && (connectedOnly ? unreachable : timeIsOver || unreachable)) {
            ejected = false;
            unreachable = false;
            quota.give();
            returnNow();
            if (healthy) {
                changed.accept(true, connectedOnly ? "it can be connected to" : "it answers");
            }
        }
        blemished = ejected || failures > 0;
    }

    /// @param force although as many servers as allowed are ejected
    private void eject(boolean force, String why) {
        long now = nanoTime.getAsLong();
        if (ejected && now - ejectedUntil < 0) {
            return;
        }
        if (!ejected) {
            if (force) {
                quota.force();
            } else if (!quota.take()) {
                return;
            }
            if (now - ejectedUntil > lastEjection) {
                ejections = 0;
            }
        }
        boolean wasUp = isUp();
        lastEjection =
                Math.min(
                        terms.maxTime().toNanos(),
                        terms.time().toNanos() << Math.min(ejections, 20));
        ejections++;
        failures = 0;
        ejectedUntil = now + lastEjection;
        ejected = true;
        if (wasUp) {
            changed.accept(false, why);
        }
    }

    private void returnNow() {
        returnedAt = nanoTime.getAsLong();
        returned = !terms.slowStart().isZero();
    }
}
