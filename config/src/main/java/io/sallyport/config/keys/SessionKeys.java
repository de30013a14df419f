package io.sallyport.config.keys;

import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;

/// Keys under `listeners.NAME.tls.sessions`.
final class SessionKeys {
    private static final int MANY = 10_000_000;
    private static final int MOST_TICKETS = 8;

    static final Key<Boolean> TICKETS =
            Key.defaulting(
                    "tickets",
                    Types.flag(),
                    SessionSettings.DEFAULTS.tickets(),
                    Change.LIVE,
                    """
                    Whether clients get session tickets, in TLS 1.3 and in TLS 1.2 (RFC 5077): the
                    session, sealed by a key that only this process has, for the client to keep. The
                    key is changed as often as a session times out, and kept for as long again.
                    (nginx: `ssl_session_tickets`.)
                    """);

    static final Key<Integer> TICKETS_PER_HANDSHAKE =
            Key.defaulting(
                    "tickets_per_handshake",
                    Types.whole(0, MOST_TICKETS),
                    SessionSettings.DEFAULTS.ticketsPerHandshake(),
                    Change.LIVE,
                    """
                    How many tickets a client of TLS 1.3 gets after a full handshake, each good for
                    one more connection. When it resumes by one it gets another. (HAProxy and
                    OpenSSL: `num_tickets`.)
                    """);

    static final Key<Integer> CACHE_SIZE =
            Key.defaulting(
                    "cache_size",
                    Types.whole(0, MANY),
                    SessionSettings.DEFAULTS.cacheSize(),
                    Change.LIVE,
                    """
                    How many sessions of clients that take no ticket, all of them of TLS 1.2, are kept
                    in memory, some 300 bytes each; `0` keeps none. When there is no more room, the
                    one that was used longest ago goes. (nginx: `ssl_session_cache`; HAProxy: `tune.ssl.cachesize`.)
                    """);

    static final Key<Duration> TIMEOUT =
            Key.defaulting(
                    "timeout",
                    Types.duration(Duration.ofSeconds(1), Duration.ofDays(7)),
                    SessionSettings.DEFAULTS.timeout(),
                    Change.LIVE,
                    """
                    How long after its full handshake a session may be resumed, whatever tickets
                    came in between. (nginx:
                    `ssl_session_timeout`; HAProxy: `tune.ssl.lifetime`.)
                    """);

    static final Section SECTION =
            Section.of(List.of(TICKETS, TICKETS_PER_HANDSHAKE, CACHE_SIZE, TIMEOUT));

    private SessionKeys() {}
}
