package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.runtime.ListenerSettings;

/// What a request is known by, however often it is made.
///
/// @param requestId see [RequestId]
record RequestMarks(String requestId, TraceContext trace) {

    /// The marks of a request that was read.
    static RequestMarks of(
            HttpHeaders headers, ListenerSettings settings, ClientConnection connection) {
        return new RequestMarks(
                RequestId.of(headers, settings.forwarding().trusts(connection.info().client())),
                TraceContext.of(headers, settings.sampling()));
    }

    /// Puts the fields of the request to the server right.
    void apply(HttpHeaders headers) {
        RequestId.apply(headers, requestId);
        trace.apply(headers);
    }
}
