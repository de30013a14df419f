package io.sallyport.proxy.http;

import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.forward.StreamStart;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.tls.event.NegotiatedSession;
import org.jspecify.annotations.Nullable;

/// `mode: http`: each request of a connection goes to a server of the listener's backend, over a connection
/// that others may have used before it.
///
/// @param settings of the listener, as they were when the connection was accepted
public record HttpForwarding(ServerConnect.Network network, ListenerSettings settings)
        implements StreamStart {

    @Override
    public void start(ClientConnection connection, OutputCloser outputCloser) {
        if (isHttp2(connection.session())) {
            Http2ClientSide.open(network, settings, connection, outputCloser);
        } else {
            new ClientSide(network, settings, connection, outputCloser).open();
        }
    }

    private static boolean isHttp2(@Nullable NegotiatedSession session) {
        return session != null && "h2".equals(session.applicationProtocol());
    }
}
