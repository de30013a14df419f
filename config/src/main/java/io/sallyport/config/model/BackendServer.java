package io.sallyport.config.model;

import java.util.Optional;

/// A server of a backend.
///
/// @param address where it listens
/// @param weight at least 1: how much it gets in comparison with others
/// @param cookie what stands for it in the sticky cookie; empty: something made at start
public record BackendServer(ServerAddress address, int weight, Optional<String> cookie) {

    /// As most servers are.
    public static final int DEFAULT_WEIGHT = 1;

    /// More would make their order long; what matters is the ratio.
    public static final int MAX_WEIGHT = 256;

    public BackendServer {
        if (weight < 1 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weight of " + weight + "; must be from 1 to " + MAX_WEIGHT);
        }
    }

    /// A server like any other.
    public static BackendServer of(ServerAddress address) {
        return new BackendServer(address, DEFAULT_WEIGHT, Optional.empty());
    }

    /// The same with another weight.
    public BackendServer withWeight(int other) {
        return new BackendServer(address, other, cookie);
    }

    /// The same with a value for the sticky cookie.
    public BackendServer withCookie(String value) {
        return new BackendServer(address, weight, Optional.of(value));
    }
}
