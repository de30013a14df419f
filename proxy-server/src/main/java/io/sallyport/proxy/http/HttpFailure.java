package io.sallyport.proxy.http;

import java.util.Locale;

/// Why a request was answered by the proxy itself, or not to the end.
public enum HttpFailure {
    /// Nothing in the configuration is for this request.
    NO_ROUTE(404, "no route takes the request"),
    /// The servers that there are would not all read the path alike, and the routes would not all do the same.
    AMBIGUOUS_PATH(400, "the path can be read in ways that lead to different routes"),
    /// A redirect stays on the host that was asked for, and none was.
    HOST_NEEDED(400, "the request names no host, which the redirect that answers it needs"),
    /// No server of the backend could be connected to.
    BACKEND_UNREACHABLE(502, "no server of the backend could be reached"),
    /// The server ended the connection before its answer began.
    BACKEND_CLOSED(502, "the server ended the connection instead of answering"),
    /// The server's answer is no HTTP.
    BACKEND_MALFORMED(502, "the server's answer cannot be read"),
    /// The server ended the connection in the middle of its answer, whose beginning the client has.
    BACKEND_TRUNCATED(502, "the server ended the connection in the middle of its answer"),
    /// The server did not begin to answer, or did not go on, in the time allowed.
    BACKEND_TIMEOUT(504, "the server did not answer in time"),
    /// The backend has as many requests as it may.
    BACKEND_OVERLOADED(503, "the backend has as many requests as it may"),
    /// Every server has as many connections as it may, and as many requests as may wait do so.
    BACKEND_QUEUE_FULL(503, "as many requests as may wait for a connection to a server do so"),
    /// Every server has as many connections as it may, and none became free in time.
    BACKEND_WAIT_TIMEOUT(503, "no connection to a server became free in time"),
    /// The certificate that the client was shown is not for the host that it asks for (RFC 9110, section
    /// 15.5.20).
    MISDIRECTED(421, "the certificate shown on this connection is not for this host"),
    /// The clients of the host that it asks for are authenticated otherwise than those of the server name that the
    /// connection was made for.
    MISDIRECTED_CLIENT(
            421, "clients of this host are authenticated otherwise than those of this connection"),
    /// The client began a request and did not end its head in time.
    REQUEST_TIMEOUT(408, "the request was begun and not ended in time"),
    /// The body is larger than the listener takes (RFC 9110, section 15.5.14).
    BODY_TOO_LARGE(413, "the request's body is larger than allowed"),
    /// The clients of this network ask more often than they may (RFC 6585, section 4).
    RATE_LIMITED(429, "the clients of this network ask more often than they may"),
    /// The client sent something behind a request for a WebSocket, and did not wait whether it becomes one.
    TOO_EARLY_FOR_TUNNEL(400, "the client did not wait for the answer to its upgrade"),
    /// A stream of HTTP/2 was to become a WebSocket, and what an answer of success would make of it is none.
    NO_WEBSOCKET(502, "what answers the request for a WebSocket is none"),
    /// Nothing moved in a tunnel for as long as is allowed.
    TUNNEL_IDLE(101, "nothing moved in the tunnel for longer than allowed"),
    /// The client went away before the answer was complete.
    CLIENT_CLOSED(499, "the client went away before the answer was complete"),
    /// The client did not take its answer, and for as long as is allowed.
    ANSWER_NOT_TAKEN(499, "the client did not take the answer"),
    /// A fault in the proxy.
    INTERNAL_ERROR(500, "a fault in the proxy");

    private final int status;
    private final String sentence;

    HttpFailure(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The status code that the client gets, if it can still get one; 499, as in nginx, stands in the log only.
    public int status() {
        return status;
    }

    /// Whether a server did not do as it should, after it was connected to.
    boolean isOfTheServer() {
        return this == BACKEND_CLOSED
                || this == BACKEND_MALFORMED
                || this == BACKEND_TRUNCATED
                || this == BACKEND_TIMEOUT;
    }

    /// In words, without a full stop.
    public String sentence() {
        return sentence;
    }
}
