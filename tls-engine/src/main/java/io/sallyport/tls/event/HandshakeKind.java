package io.sallyport.tls.event;

import java.util.Locale;

/// How much of a handshake it took.
public enum HandshakeKind {
    FULL,
    /// Full, with another round trip because the client had sent no share that we take.
    HELLO_RETRY,
    /// Short, on the strength of an earlier session.
    RESUMED,
    /// Resumed, with data of the client that came before the handshake was over.
    EARLY_DATA;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
