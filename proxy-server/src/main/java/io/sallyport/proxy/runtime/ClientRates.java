package io.sallyport.proxy.runtime;

import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How often the clients of one network may come to a listener. Thread-safe.
///
/// @param connections null: as often as they like
/// @param requests null: as often as they like
public record ClientRates(@Nullable RateLimiter connections, @Nullable RateLimiter requests) {

    /// What a configuration says, with all buckets full.
    public static ClientRates of(io.sallyport.config.model.ClientRates model) {
        return new ClientRates(
                model.connections()
                        .map(rate -> new RateLimiter(rate, model.ipv4Prefix(), model.ipv6Prefix()))
                        .orElse(null),
                model.requests()
                        .map(rate -> new RateLimiter(rate, model.ipv4Prefix(), model.ipv6Prefix()))
                        .orElse(null));
    }

    /// Whether a client may connect once more, now.
    public boolean admitsConnection(SocketAddress client) {
        return connections == null || connections.take(client).isZero();
    }

    /// Counts a request.
    ///
    /// @return zero if a client may make it, else how long it has to wait
    public Duration waitForRequest(SocketAddress client) {
        return requests == null ? Duration.ZERO : requests.take(client);
    }
}
