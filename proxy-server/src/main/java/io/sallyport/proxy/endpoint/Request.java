package io.sallyport.proxy.endpoint;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// What was asked for.
///
/// @param method in upper case
/// @param path without the query
/// @param accept the Accept header, or null
/// @param origin the Origin header, which browsers send when a page causes a request that may change something, or null
/// @param client where the request came from
public record Request(
        String method,
        String path,
        @Nullable String accept,
        @Nullable String origin,
        SocketAddress client) {

    /// Whether the client would rather have `application/json` than HTML.
    public boolean prefersJson() {
        return accept != null
                && accept.contains("application/json")
                && !accept.contains("text/html");
    }
}
