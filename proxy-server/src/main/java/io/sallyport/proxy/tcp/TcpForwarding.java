package io.sallyport.proxy.tcp;

import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.forward.StreamStart;
import io.sallyport.proxy.runtime.ListenerSettings;

/// `mode: tcp`: each connection becomes a [Tunnel] to a server of the listener's backend.
///
/// @param settings of the listener, as they were when the connection was accepted
public record TcpForwarding(ServerConnect.Network network, ListenerSettings settings)
        implements StreamStart {

    @Override
    public void start(ClientConnection connection, OutputCloser outputCloser) {
        new Tunnel(network, settings, connection, outputCloser).open();
    }
}
