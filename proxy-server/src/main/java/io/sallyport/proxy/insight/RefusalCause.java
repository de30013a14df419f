package io.sallyport.proxy.insight;

import java.util.Locale;

/// Why an accepted connection was closed before anything was read from it.
public enum RefusalCause {
    /// The listener, or the process, already serves as many connections as it may.
    TOO_MANY_CONNECTIONS,
    /// As many handshakes as allowed are under way.
    TOO_MANY_HANDSHAKES,
    /// The clients of this network come more often than they may.
    RATE_LIMITED,
    /// The process is ending and takes nothing new.
    DRAINING;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
