package io.sallyport.proxy.insight;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Which connection it is about: what is known as soon as it was accepted.
///
/// @param listener the listener's name in the configuration
/// @param id unique within the process, counted from 1
/// @param client where the client is
/// @param local the address that the client connected to
/// @param proxy whose word counts for both (PROXY protocol), or null if they are those of the socket
public record ConnectionInfo(
        String listener,
        long id,
        SocketAddress client,
        SocketAddress local,
        @Nullable SocketAddress proxy) {

    /// A connection whose socket tells who the client is.
    public ConnectionInfo(String listener, long id, SocketAddress client, SocketAddress local) {
        this(listener, id, client, local, null);
    }
}
