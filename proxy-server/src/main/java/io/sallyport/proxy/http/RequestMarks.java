package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.sallyport.config.model.Forwarding;
import io.sallyport.proxy.forward.ClientConnection;

/// What a request is known by, however often it is made.
///
/// @param requestId see [RequestId]
record RequestMarks(String requestId, TraceContext trace) {

    /// The marks of a request that was read.
    static RequestMarks of(
            HttpHeaders headers, Forwarding forwarding, ClientConnection connection) {
        return new RequestMarks(
                RequestId.of(headers, forwarding.trusts(connection.info().client())),
                TraceContext.of(headers));
    }

    /// Puts the fields of the request to the server right.
    void apply(HttpHeaders headers) {
        RequestId.apply(headers, requestId);
        trace.apply(headers);
    }
}
