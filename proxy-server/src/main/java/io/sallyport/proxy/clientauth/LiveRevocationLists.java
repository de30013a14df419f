package io.sallyport.proxy.clientauth;

import java.util.concurrent.atomic.AtomicReference;

/// Holds the CRLs in force: others take their place while handshakes go on, as one value. Thread-safe.
public final class LiveRevocationLists {
    private final AtomicReference<RevocationLists> current;

    public LiveRevocationLists(RevocationLists first) {
        current = new AtomicReference<>(first);
    }

    public RevocationLists current() {
        return current.get();
    }

    /// For whoever looks from now on.
    public void replace(RevocationLists next) {
        current.set(next);
    }
}
