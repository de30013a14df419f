package io.sallyport.config.model;

import java.time.Duration;

/// Connections to servers that are kept for the next request.
///
/// @param connections for each event loop and server
/// @param timeout after which one that nobody used is closed
public record KeepAliveSettings(int connections, Duration timeout) {

    /// The time is nginx's.
    public static final KeepAliveSettings DEFAULTS =
            new KeepAliveSettings(64, Duration.ofSeconds(60));
}
