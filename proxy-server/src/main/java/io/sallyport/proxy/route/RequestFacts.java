package io.sallyport.proxy.route;

import org.jspecify.annotations.Nullable;

/// What of a request, besides its path, decides whose it is.
///
/// @param method as it was sent
/// @param host in lower case, without a port; empty if none is asked for
public record RequestFacts(String method, String host, Fields fields) {

    /// The header fields.
    @FunctionalInterface
    public interface Fields {
        /// @param name in lower case
        /// @return the values of all fields of that name, with commas between; null if there are none
        @Nullable String value(String name);
    }
}
