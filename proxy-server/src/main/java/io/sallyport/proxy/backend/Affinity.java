package io.sallyport.proxy.backend;

import org.jspecify.annotations.Nullable;

/// What binds a connection or request to a server.
///
/// @param key of [Balance#CONSISTENT_HASH]; null if the client gave none, and then the servers take turns
/// @param token of a sticky cookie, whatever a client made of it; null if there is none
public record Affinity(@Nullable String key, @Nullable String token) {

    /// Nothing does.
    public static final Affinity NONE = new Affinity(null, null);

    /// This key, and no cookie.
    public static Affinity of(@Nullable String key) {
        return key == null ? NONE : new Affinity(key, null);
    }
}
