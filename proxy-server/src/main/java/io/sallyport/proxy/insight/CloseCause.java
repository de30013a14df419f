package io.sallyport.proxy.insight;

import java.util.Locale;

/// Why a connection ended: the first thing that happened, not what followed from it.
public enum CloseCause {
    /// The handshake was not completed; its own report says why.
    HANDSHAKE_FAILED("the handshake was not completed"),
    /// What a trusted proxy in front should have said first, who the client is, did not come or cannot be read.
    INVALID_PROXY_HEADER("no PROXY header that can be read came in time"),
    /// The clients of this network, which a PROXY header told, come more often than they may.
    RATE_LIMITED("the clients of this network connect more often than they may"),
    /// The client ended its side in order, and so did the backend afterwards.
    CLIENT_CLOSED("the client closed"),
    /// The backend ended its side in order, and so did the client afterwards.
    BACKEND_CLOSED("the backend closed"),
    /// The client's connection broke: reset, or cut without close_notify.
    CLIENT_RESET("the client's connection broke"),
    /// The backend's connection broke.
    BACKEND_RESET("the backend's connection broke"),
    /// Nothing in the configuration is for the server name that the client asked for.
    NO_ROUTE("no route takes the connection"),
    /// No server of the backend could be connected to.
    BACKEND_UNREACHABLE("no server of the backend could be reached"),
    /// Every server of the backend had as many connections as allowed, and too many waited, or one waited too long.
    BACKEND_OVERLOADED("no server of the backend had room for a connection in time"),
    /// The last answer was sent: the client, the server or a drain wanted it to be the last.
    ANSWERED("the last answer was sent"),
    /// The client sent something that is no request.
    BAD_REQUEST("the client sent something that is no request"),
    /// Nothing moved in either direction for as long as is allowed.
    IDLE_TIMEOUT("nothing moved for longer than the idle timeout"),
    /// The client broke the TLS protocol after the handshake; the failure says how.
    TLS_FAILURE("the TLS connection failed"),
    /// The client's certificate was checked again, and is not good any more.
    CLIENT_CERTIFICATE("the client's certificate is not good any more"),
    /// The time that a drain may take was over.
    DRAIN_TIMEOUT("the proxy was stopped and the drain time was over"),
    /// A fault in the proxy.
    INTERNAL_ERROR("a fault in the proxy");

    private final String sentence;

    CloseCause(String sentence) {
        this.sentence = sentence;
    }

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The cause in words, without a full stop.
    public String sentence() {
        return sentence;
    }
}
