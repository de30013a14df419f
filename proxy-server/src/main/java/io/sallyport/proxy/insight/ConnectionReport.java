package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.event.NegotiatedSession;
import org.jspecify.annotations.Nullable;

/// A connection, told when it is over.
///
/// @param session what was negotiated, or null if there was no TLS or no completed handshake
/// @param backend the backend's name in the configuration, or null if none was chosen
/// @param server the backend's server, as the configuration writes it, or null if none was connected
/// @param bytesIn application data from the client
/// @param bytesOut application data to the client
/// @param requests answered in it; 0 where bytes are passed on as they are
/// @param durationNanos from accepting to closing
/// @param failure what went wrong in TLS after the handshake, or null
/// @param identity whom the client has proved to be; null if nobody that is verified
public record ConnectionReport(
        ConnectionInfo connection,
        @Nullable NegotiatedSession session,
        @Nullable String backend,
        @Nullable String server,
        long bytesIn,
        long bytesOut,
        long requests,
        long durationNanos,
        CloseCause cause,
        @Nullable TlsFailure failure,
        @Nullable ClientIdentity identity) {}
