package io.sallyport.tls.engine;

import java.time.Duration;

/// A question to whoever remembers the ClientHellos that came with early data (RFC 9846, section 8.2).
public final class ReplayCheck {
    private final byte[] id;
    private final Duration memory;

    ReplayCheck(byte[] id, Duration memory) {
        this.id = id;
        this.memory = memory;
    }

    /// What is the same only if the ClientHello is: 32 or 48 bytes that only a client with the ticket's key can
    /// make. Not a copy.
    public byte[] id() {
        return id;
    }

    /// For how long it has to be remembered from now on. After that, the same hello is refused for its age.
    public Duration memory() {
        return memory;
    }
}
