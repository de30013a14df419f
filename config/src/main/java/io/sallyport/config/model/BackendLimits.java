package io.sallyport.config.model;

import java.time.Duration;
import java.util.OptionalInt;

/// What a backend is burdened with at most.
///
/// @param maxRequests under way at once; in `mode: http`
/// @param maxConnections to each server; empty: no limit
/// @param maxWaiting requests and connections that wait for a connection to a server
/// @param waitTimeout how long each of them waits
public record BackendLimits(
        int maxRequests, OptionalInt maxConnections, int maxWaiting, Duration waitTimeout) {

    /// As many requests as a listener has connections; somebody who waits longer than five seconds has left.
    public static final BackendLimits DEFAULTS =
            new BackendLimits(10_000, OptionalInt.empty(), 1_000, Duration.ofSeconds(5));
}
