package io.sallyport.config.model;

import java.time.Duration;

/// Connections to servers that are kept for the next request.
///
/// @param connections for each event loop and server
/// @param timeout after which one that nobody used is closed
public record KeepAliveSettings(int connections, Duration timeout) {

    /// The time is nginx's. There are many more connections than its 32: clients of HTTP/2 ask for a hundred things
    /// at once, and a connection that is closed and made anew costs more than the request that it carries.
    public static final KeepAliveSettings DEFAULTS =
            new KeepAliveSettings(512, Duration.ofSeconds(60));
}
