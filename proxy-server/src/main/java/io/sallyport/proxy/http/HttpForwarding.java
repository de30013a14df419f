package io.sallyport.proxy.http;

import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.forward.StreamStart;
import io.sallyport.proxy.runtime.ListenerMode;
import io.sallyport.proxy.runtime.ListenerSettings;
import io.sallyport.tls.event.NegotiatedSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `mode: http`: each request of a connection goes to a server of the listener's backend, over a connection
/// that others may have used before it.
///
/// @param settings of the listener, as they were when the connection was accepted
/// @param live of the listener, as they are when a request begins
public record HttpForwarding(
        ServerConnect.Network network, ListenerSettings settings, Supplier<ListenerSettings> live)
        implements StreamStart {

    @Override
    public void start(ClientConnection connection, OutputCloser outputCloser) {
        if (isHttp2(connection.session())) {
            Http2ClientSide.open(network, settings, this::current, connection, outputCloser);
        } else {
            new ClientSide(network, settings, this::current, connection, outputCloser).open();
        }
    }

    private static boolean isHttp2(@Nullable NegotiatedSession session) {
        return session != null && "h2".equals(session.applicationProtocol());
    }

    /// A listener that does not speak HTTP any more does so on the connections that it has.
    private ListenerSettings current() {
        ListenerSettings now = live.get();
        return now.mode() == ListenerMode.HTTP ? now : settings;
    }
}
