package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.OcspResult;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data path's one hook for those who measure and tell.
///
/// Every method is called on event loops, of many connections at once: it must be thread-safe, must not
/// block and must not throw. For one connection the calls come in the order in which things happen, and
/// [#connectionClosed] is the last.
public interface TrafficObserver {

    /// Watches nothing.
    TrafficObserver NONE = new TrafficObserver() {};

    /// One observer that passes everything on to several, in their order.
    static TrafficObserver of(List<? extends TrafficObserver> observers) {
        return new FanOut(observers);
    }

    /// A connection was accepted and admitted.
    default void connectionOpened(ConnectionInfo connection) {}

    /// A connection was closed before anything was done for it. Neither [#connectionOpened] nor [#connectionClosed] is
    /// called for it, unless it was one of a proxy in front that had to tell first whose it is.
    ///
    /// @param listener the listener's name
    /// @param client where it came from
    default void connectionRefused(String listener, SocketAddress client, RefusalCause cause) {}

    /// A handshake begins. [#handshakeFinished] follows.
    default void handshakeStarted(ConnectionInfo connection) {}

    /// An alert went out, during the handshake or later.
    default void alertSent(ConnectionInfo connection, AlertDescription description) {}

    /// An alert came in, during the handshake or later.
    ///
    /// @param description the number as sent, registered or not
    default void alertReceived(ConnectionInfo connection, int description) {}

    /// A handshake is over, however it ended: called once for each connection that speaks TLS.
    default void handshakeFinished(HandshakeReport report) {}

    /// A connection to a server of a backend stands; told before the first byte is sent over it.
    ///
    /// @param session what was negotiated with the client, or null without TLS
    /// @param backend the backend's name
    /// @param server the server as the configuration writes it
    /// @param local our side's address of the connection to the server
    default void backendConnected(
            ConnectionInfo connection,
            @Nullable NegotiatedSession session,
            String backend,
            String server,
            SocketAddress local) {}

    /// A server could not be connected to. Others of the same backend may be tried next.
    default void backendConnectFailed(
            ConnectionInfo connection, String backend, String server, Throwable cause) {}

    /// A connection that [#backendConnected] told of is over.
    default void backendDisconnected(ConnectionInfo connection, String backend, String server) {}

    /// A server is taken for usable from now on, or for not usable. Called at start for each server.
    ///
    /// @param why in words, without a full stop
    default void backendState(String backend, String server, boolean up, String why) {}

    /// A server was asked whether it is well.
    ///
    /// @param fault what is wrong, in words; null if it is well
    default void healthChecked(String backend, String server, @Nullable String fault) {}

    /// A request was made again, or was not although it should have been.
    default void requestRetried(ConnectionInfo connection, String backend, RetryCause cause) {}

    /// An OCSP responder was asked about a client's certificate. From any thread.
    ///
    /// @param took from the question to the end of its answer
    default void ocspAsked(String listener, OcspResult result, Duration took) {}

    /// Redis answers from now on, or it does not. Told more often than it changes, from any thread.
    ///
    /// @param cause why it does not, in words; null if it does
    default void redisState(String server, boolean up, @Nullable String cause) {}

    /// Spans of requests and handshakes came to the collector. From any thread.
    default void spansExported(int count) {}

    /// Spans never will. From any thread.
    ///
    /// @param cause why, in words; null if nothing more is to be said
    default void spansLost(int count, SpanLoss loss, @Nullable String cause) {}

    /// Application data was passed on.
    ///
    /// @param bytes without the overhead of TLS
    default void bytesTransferred(ConnectionInfo connection, Direction direction, long bytes) {}

    /// As many bytes as allowed wait for a slow reader: no more are read from the other side until
    /// they are gone.
    ///
    /// @param direction of the bytes that wait
    default void readingPaused(ConnectionInfo connection, Direction direction) {}

    /// A client's connection of HTTP/2 is ended because of what it did.
    ///
    /// @param reason its id, one of a closed list
    /// @param explanation the same in words
    default void http2Failed(ConnectionInfo connection, String reason, String explanation) {}

    /// A connection in `mode: http` has become a tunnel, for a WebSocket.
    default void tunnelOpened(ConnectionInfo connection) {}

    /// A tunnel is over. [#requestFinished] follows for the request that it began with.
    default void tunnelClosed(ConnectionInfo connection) {}

    /// A connection is closed because its client's certificate is not good any more.
    ///
    /// @param found the certificate, with what is wrong with it
    default void clientDismissed(ConnectionInfo connection, ClientIdentity found) {}

    /// A request of a connection in `mode: http` is over.
    default void requestFinished(RequestReport report) {}

    /// A connection is over.
    default void connectionClosed(ConnectionReport report) {}
}
