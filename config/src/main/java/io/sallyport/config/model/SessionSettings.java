package io.sallyport.config.model;

import java.time.Duration;

/// How a listener keeps sessions of TLS 1.2 for their clients to resume.
///
/// @param tickets whether clients get tickets (RFC 5077)
/// @param cacheSize sessions that are kept here, for clients that take no ticket; 0: none
/// @param timeout of a session, from its full handshake on
public record SessionSettings(boolean tickets, int cacheSize, Duration timeout) {

    /// For listeners that say nothing.
    public static final SessionSettings DEFAULTS =
            new SessionSettings(true, 20_000, Duration.ofHours(2));

    /// @throws IllegalArgumentException if a value is out of its range
    public SessionSettings {
        if (cacheSize < 0 || timeout.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "cacheSize of " + cacheSize + " or timeout of " + timeout + "; too small");
        }
    }
}
