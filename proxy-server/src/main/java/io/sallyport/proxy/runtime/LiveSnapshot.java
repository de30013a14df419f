package io.sallyport.proxy.runtime;

import java.util.concurrent.atomic.AtomicReference;

/// Holds the snapshot in force. Thread-safe.
///
/// A connection that looks twice may see two snapshots: what must fit together is to be taken from one.
public final class LiveSnapshot {
    private final AtomicReference<Snapshot> current;

    public LiveSnapshot(Snapshot first) {
        current = new AtomicReference<>(first);
    }

    public Snapshot current() {
        return current.get();
    }

    /// Puts another snapshot in force, for whoever looks from now on.
    public void swap(Snapshot next) {
        current.set(next);
    }
}
