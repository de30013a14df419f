package io.sallyport.config.model;

import java.time.Duration;
import java.util.Optional;

/// The Redis server that nodes ask about what they have to remember together.
///
/// @param passwordVariable the name of an environment variable with the password; empty if none is asked for
/// @param timeout how long an answer is waited for
public record RedisSettings(
        HostAndPort server, Optional<String> passwordVariable, Duration timeout) {

    /// Longer than Redis takes, and shorter than what early data saves.
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(20);

    /// @throws IllegalArgumentException if nothing could be waited for
    public RedisSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout of " + timeout + "; must be positive");
        }
    }
}
