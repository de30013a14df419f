package io.sallyport.proxy.insight;

import java.util.Locale;

/// How a handshake ended.
public enum HandshakeOutcome {
    SUCCESS,
    /// One side refused the other, or time ran out.
    FAILURE,
    /// The client went away without a word of complaint.
    ABANDONED;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
