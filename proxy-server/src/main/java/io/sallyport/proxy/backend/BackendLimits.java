package io.sallyport.proxy.backend;

import java.time.Duration;

/// What a backend is burdened with at most.
///
/// @param maxRequests under way at once
/// @param maxConnections to each server, [#UNLIMITED] for no limit
/// @param maxWaiting who waits for a connection
/// @param waitTimeout how long each of them waits
public record BackendLimits(
        int maxRequests, int maxConnections, int maxWaiting, Duration waitTimeout) {
    /// No limit.
    public static final int UNLIMITED = Integer.MAX_VALUE;
}
