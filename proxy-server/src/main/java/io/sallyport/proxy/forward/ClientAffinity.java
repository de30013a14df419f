package io.sallyport.proxy.forward;

import io.sallyport.proxy.backend.Affinity;
import io.sallyport.proxy.backend.Backend;
import io.sallyport.proxy.backend.HashKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// What binds a connection to a server, whatever is sent over it.
public final class ClientAffinity {
    private ClientAffinity() {}

    /// Of a whole connection.
    public static Affinity of(Backend backend, ClientConnection connection) {
        HashKey hash = backend.hash();
        return hash == null || hash.by() != HashKey.By.CLIENT
                ? Affinity.NONE
                : Affinity.of(address(connection.info().client()));
    }

    /// The client's address without the port, which is another one for each connection.
    public static String address(SocketAddress client) {
        return client instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : client.toString();
    }
}
