package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.runtime.Route;
import io.sallyport.tls.event.NegotiatedSession;
import org.jspecify.annotations.Nullable;

/// A request, told when its exchange is over. What a client sent is not escaped.
///
/// @param session what was negotiated, or null without TLS
/// @param protocol such as `HTTP/1.1` or `HTTP/2.0`; empty if what came was no request
/// @param method empty if what came was no request
/// @param target as the client wrote it; empty if what came was no request
/// @param host in lower case, without a port; empty if the client named none
/// @param status of the answer; 499 if the client went away before it was complete
/// @param reason why the proxy answered itself or broke off, or null if it did not
/// @param explanation the reason in words, or null
/// @param route the name of the one that had it, or `none`
/// @param backend the name of the one that it was for, or `none`
/// @param server null if none was connected to
/// @param bytesIn of the request's body; of a WebSocket, all that came
/// @param bytesOut of the answer's body; of a WebSocket, all that went
/// @param ids null if what came was no request
/// @param remarks null if what came was no request
/// @param identity whom the client has proved to be; null if nobody that is verified
public record RequestReport(
        ConnectionInfo connection,
        @Nullable NegotiatedSession session,
        String protocol,
        String method,
        String target,
        String host,
        int status,
        @Nullable String reason,
        @Nullable String explanation,
        String route,
        String backend,
        @Nullable String server,
        long bytesIn,
        long bytesOut,
        long durationNanos,
        @Nullable RequestIds ids,
        @Nullable RequestRemarks remarks,
        @Nullable ClientIdentity identity) {

    /// Of something that was no request.
    ///
    /// @param backend that would have got it
    public static RequestReport unread(
            ConnectionInfo connection,
            @Nullable NegotiatedSession session,
            int status,
            String reason,
            String explanation,
            String backend) {
        return new RequestReport(
                connection,
                session,
                "",
                "",
                "",
                "",
                status,
                reason,
                explanation,
                Route.NONE,
                backend,
                null,
                0,
                0,
                0,
                null,
                null,
                null);
    }
}
