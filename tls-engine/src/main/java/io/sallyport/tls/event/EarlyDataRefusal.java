package io.sallyport.tls.event;

import java.util.Locale;

/// Why early data was not taken. The handshake went on without it.
public enum EarlyDataRefusal {
    /// The configuration takes none, or the ticket allows none.
    NOT_ALLOWED,
    /// No session was resumed.
    NOT_RESUMED,
    /// The session that was resumed is not that of the first ticket, whose key protects early data.
    NOT_THE_FIRST_TICKET,
    /// Another cipher suite was chosen than that of the session.
    CIPHER_SUITE_DIFFERS,
    /// There was a HelloRetryRequest.
    HELLO_RETRY_REQUEST,
    /// The ticket is older or younger than the client says: its hello was held up, or sent again later.
    AGE_SKEW,
    /// The same hello was here before.
    REPLAYED,
    /// Whether the same hello was here before cannot be told.
    REPLAY_UNKNOWN;

    /// The name in metrics and logs.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
