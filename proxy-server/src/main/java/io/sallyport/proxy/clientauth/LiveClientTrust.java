package io.sallyport.proxy.clientauth;

import java.util.concurrent.atomic.AtomicReference;

/// Holds the trusted CAs and the CRLs in force: others take their place while handshakes go on, as one value. Thread-safe.
public final class LiveClientTrust {
    private final AtomicReference<ClientTrust> current;

    public LiveClientTrust(ClientTrust first) {
        current = new AtomicReference<>(first);
    }

    public ClientTrust current() {
        return current.get();
    }

    /// For whoever looks from now on.
    public void replace(ClientTrust next) {
        current.set(next);
    }
}
