package io.sallyport.proxy.replay;

import org.jspecify.annotations.Nullable;

/// Hears whether Redis answers.
@FunctionalInterface
public interface RedisListener {

    /// From any thread, and more often than it changes.
    ///
    /// @param cause why it does not, in words; null if it does
    void redisState(boolean up, @Nullable String cause);
}
