package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.EarlyDataSettings;
import io.sallyport.config.model.SessionSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.FileTypes;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Keys under `listeners.NAME.tls.sessions`.
final class SessionKeys {
    private static final int MANY = 10_000_000;
    private static final int MOST_TICKETS = 8;
    private static final int MOST_REMEMBERED = 100_000_000;
    private static final String ITS_OWN = "keys that only this process has";

    static final Key<Boolean> TICKETS =
            Key.defaulting(
                    "tickets",
                    Types.flag(),
                    SessionSettings.DEFAULTS.tickets(),
                    Change.LIVE,
                    """
                    Whether clients get session tickets, in TLS 1.3 and in TLS 1.2 (RFC 5077): the
                    session, sealed by a key, for the client to keep. The key is one that only this
                    process has, changed as often as a session times out and kept for as long again,
                    unless one of the keys below says where keys come from. (nginx:
                    `ssl_session_tickets`.)
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

    static final Key<Boolean> PSK_KE =
            Key.defaulting(
                    "psk_ke",
                    Types.flag(),
                    SessionSettings.DEFAULTS.pskKe(),
                    Change.LIVE,
                    """
                    Whether clients of TLS 1.3 that resume without a key exchange, and take nothing
                    else, may: small devices that save the arithmetic. Whoever learns a ticket's key
                    can then read what such a connection carried, long afterwards. Clients that take
                    both always get the key exchange. (OpenSSL: `AllowNoDHEKEX`.)
                    """);

    static final Key<List<Path>> TICKET_SECRET_FILES =
            Key.optional(
                            "ticket_secret_files",
                            new ValueType.ScalarList<>(
                                    FileTypes.readable("the path of a file with a secret")),
                            ITS_OWN,
                            Change.LIVE,
                            """
                            Files that each hold a secret, the newest first: every process that has
                            the same secrets, for a listener of the same name, resumes the sessions of
                            all the others, and its own after a restart. A secret is at least 32
                            bytes, such as `openssl rand -base64 48` makes them; line ends at the end
                            of a text do not count. Keys are derived anew every 12 hours. The files
                            are read again when they change; how to change them without losing
                            sessions stands in [operations.md](operations.md). Only one of
                            `ticket_secret_files`, `ticket_secret_env` and `ticket_key_files` can be
                            given.
                            """)
                    .hiddenInMessages();

    static final Key<String> TICKET_SECRET_ENV =
            Key.optional(
                            "ticket_secret_env",
                            Names.environmentVariable("secret"),
                            ITS_OWN,
                            Change.LIVE,
                            """
                            The *name* of an environment variable that holds such secrets, the newest
                            first, with white space or commas between them. Another value takes a
                            restart.
                            """)
                    .hiddenInMessages();

    static final Key<List<Path>> TICKET_KEY_FILES =
            Key.optional(
                    "ticket_key_files",
                    new ValueType.ScalarList<>(
                            FileTypes.readable("the path of a file of 48 or 80 bytes")),
                    ITS_OWN,
                    Change.LIVE,
                    """
                    Files that are keys, in the manner of nginx: 48 or 80 random bytes each. The first
                    seals, all of them open, for as long as they are listed: whoever wants them
                    changed has to do it. They are read again when they change. The files are those
                    of nginx, the tickets are not: nginx does not resume our sessions, nor we its.
                    (nginx: `ssl_session_ticket_key`; HAProxy: `tls-ticket-keys`.)
                    """);

    static final Key<Boolean> EARLY_DATA =
            Key.defaulting(
                    "early_data",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether requests are taken that clients of TLS 1.3 send together with the
                    ClientHello of a resumed session (0-RTT), a round trip earlier than otherwise. Such
                    a request could be recorded and sent again by anybody on the way: each is taken
                    once, and only without a body and if its method changes nothing
                    (GET, HEAD, OPTIONS); the server sees `Early-Data: 1` and may answer 425 (RFC 8470).
                    Other requests wait until the handshake is over. Only in `mode: http`. With
                    ticket keys that other processes have, `redis` is needed, so that they take it
                    once between them. (nginx: `ssl_early_data`; HAProxy:
                    `allow-0rtt`.)
                    """);

    static final Key<ByteSize> EARLY_DATA_SIZE =
            Key.defaulting(
                    "early_data_size",
                    Types.size(ByteSize.ofKibibytes(1), ByteSize.ofMebibytes(1)),
                    EarlyDataSettings.DEFAULTS.maximumSize(),
                    Change.LIVE,
                    """
                    How much early data one connection may bring.
                    """);

    static final Key<Integer> EARLY_DATA_REGISTER =
            Key.defaulting(
                    "early_data_register",
                    Types.whole(1_000, MOST_REMEMBERED),
                    EarlyDataSettings.DEFAULTS.registerSize(),
                    Change.LIVE,
                    """
                    Without `redis`, how many connections with early data are remembered, each for 20 seconds at least
                    and in 21 to 43 bytes of memory, which are taken at the start. Early data beyond
                    that is rejected: the client sends its request again, after the handshake.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            TICKETS,
                            TICKETS_PER_HANDSHAKE,
                            CACHE_SIZE,
                            TIMEOUT,
                            PSK_KE,
                            TICKET_SECRET_FILES,
                            TICKET_SECRET_ENV,
                            TICKET_KEY_FILES,
                            EARLY_DATA,
                            EARLY_DATA_SIZE,
                            EARLY_DATA_REGISTER));

    private SessionKeys() {}
}
