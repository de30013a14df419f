package io.sallyport.config.keys;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.BackendProtocol;
import io.sallyport.config.model.Balance;
import io.sallyport.config.model.ProxyProtocolTlv;
import io.sallyport.config.model.SendProxyProtocol;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Keys under `backends.NAME`.
final class BackendKeys {
    static final Key<List<Values>> SERVERS =
            Key.mandatory(
                    "servers",
                    new ValueType.ShorthandList<>(ServerKeys.ADDRESS, ServerKeys.SECTION),
                    Change.LIVE,
                    """
                    Servers that are equally good for a connection or request. An item is the
                    address of a server, such as `127.0.0.1:8080`, or a mapping that says more of
                    it, such as `{ address: 127.0.0.1:8080, weight: 3 }`.
                    """);

    static final Key<BackendProtocol> PROTOCOL =
            Key.defaulting(
                    "protocol",
                    Types.word(BackendProtocol.class),
                    BackendProtocol.HTTP1,
                    Change.LIVE,
                    """
                    What is spoken to the servers in `mode: http`, in plaintext: HTTP/1.1, or HTTP/2
                    without asking first (prior knowledge), as gRPC needs it. `h2` has many requests
                    on one connection of each worker to a server.
                    """);

    static final Key<Balance> BALANCE =
            Key.defaulting(
                    "balance",
                    Types.word(Balance.class),
                    Backend.DEFAULT_BALANCE,
                    Change.LIVE,
                    """
                    How the servers take turns: one after the other; always the one with the least
                    to do (open connections in `mode: tcp`, requests under way in `mode: http`),
                    which suits connections that last and requests that take long; the one with
                    less to do of two that chance picks, which is nearly as good, and better when
                    many proxies share the servers; or by what `hash` says, so that the same client
                    comes to the same server as long as that is there.
                    """);

    static final Key<Values> HASH =
            Key.optional(
                    "hash",
                    new ValueType.Nested(HashKeys.SECTION),
                    "the client's address",
                    Change.LIVE,
                    """
                    What decides on the server with `balance: consistent_hash`. When a server goes
                    or comes, only clients of that server move (rendezvous hashing); several nodes
                    with the same servers decide alike.
                    """);

    static final Key<Values> STICKY =
            Key.optional(
                    "sticky",
                    new ValueType.Nested(StickyKeys.SECTION),
                    "no cookie",
                    Change.LIVE,
                    """
                    A cookie that brings clients back to the server that served them first, as long
                    as that is there. Only in `mode: http`. The proxy sets it (`HttpOnly`, and
                    `Secure` for clients that speak TLS) when a client has none or comes to another
                    server; `{}` takes all defaults.
                    """);

    static final Key<Duration> CONNECT_TIMEOUT =
            Key.defaulting(
                    "connect_timeout",
                    Types.duration(Duration.ofMillis(10), Duration.ofMinutes(5)),
                    Backend.DEFAULT_CONNECT_TIMEOUT,
                    Change.LIVE,
                    "How long connecting to one server may take.");

    static final Key<Integer> CONNECT_TRIES =
            Key.defaulting(
                    "connect_tries",
                    Types.whole(1, 100),
                    Backend.DEFAULT_CONNECT_TRIES,
                    Change.LIVE,
                    """
                    How many servers are tried for one connection before the client is cut off. No
                    server is tried twice for the same connection, so more than there are servers
                    has no effect.
                    """);

    static final Key<Values> HEALTH =
            Key.optional(
                    "health",
                    new ValueType.Nested(HealthKeys.SECTION),
                    "no checks",
                    Change.LIVE,
                    """
                    How servers are asked, again and again, whether they are well. One that is not
                    gets nothing; if none is, all of them do. `{}` takes all defaults.
                    """);

    static final Key<Values> EJECTION =
            Key.optional(
                    "ejection",
                    new ValueType.Nested(EjectionKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    """
                    When a server is passed over for a while because of what happened with clients'
                    connections and requests. It is still tried when all others were.
                    """);

    static final Key<Values> RETRY =
            Key.optional(
                    "retry",
                    new ValueType.Nested(RetryKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    """
                    When a request is made again, at another server if there is one. Only a request
                    that may be made twice (GET, HEAD, OPTIONS, PUT, DELETE) and of whose body
                    nothing was sent, if the server ended the connection instead of answering, or
                    answered with one of `statuses`. That a server cannot be connected to is
                    another matter: see `connect_tries`.
                    """);

    static final Key<Values> LIMITS =
            Key.optional(
                    "limits",
                    new ValueType.Nested(BackendLimitKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    "What the backend is burdened with at most.");

    static final Key<Values> KEEP_ALIVE =
            Key.optional(
                    "keep_alive",
                    new ValueType.Nested(KeepAliveKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    "Connections to servers that are kept for the next request in `mode: http`.");

    static final Key<SendProxyProtocol> SEND_PROXY_PROTOCOL =
            Key.defaulting(
                    "send_proxy_protocol",
                    Types.word(SendProxyProtocol.class),
                    SendProxyProtocol.NONE,
                    Change.LIVE,
                    """
                    Whether servers are told who the client is, by a header of the PROXY protocol
                    before its first byte; only in `mode: tcp`. `v2` also tells what
                    `proxy_protocol_tlvs` says. The servers must expect it.
                    """);

    static final Key<List<ProxyProtocolTlv>> PROXY_PROTOCOL_TLVS =
            Key.optional(
                    "proxy_protocol_tlvs",
                    new ValueType.ScalarList<>(Types.word(ProxyProtocolTlv.class)),
                    "alpn, authority, crc32c, ssl, ssl_cn, ssl_cipher",
                    Change.LIVE,
                    """
                    What a header of `send_proxy_protocol: v2` tells besides the addresses, as far
                    as there is something to tell: what was chosen by ALPN, the server name, a
                    checksum of the header, the number that the connection has in the logs, and of
                    TLS (`ssl`) the version and whether the client has shown a certificate and
                    whether that is good. `ssl_cn` is the certificate's common name,
                    `ssl_client_cert` the certificate itself in DER, both only of a good one;
                    `ssl_cipher`, `ssl_group` and `ssl_sig_scheme` are what was agreed on,
                    `ssl_sig_alg` and `ssl_key_alg` are of the proxy's own certificate. Each of
                    these has `ssl` with it. See
                    [what servers are told](backends.md#who-the-client-is). (HAProxy:
                    `proxy-v2-options`.)
                    """);

    static final Section SECTION =
            Section.of(
                            List.of(
                                    SERVERS,
                                    PROTOCOL,
                                    BALANCE,
                                    HASH,
                                    STICKY,
                                    CONNECT_TIMEOUT,
                                    CONNECT_TRIES,
                                    HEALTH,
                                    EJECTION,
                                    RETRY,
                                    LIMITS,
                                    KEEP_ALIVE,
                                    SEND_PROXY_PROTOCOL,
                                    PROXY_PROTOCOL_TLVS))
                    .refusing(
                            Map.of(
                                    "idle_timeout",
                                    "belongs to the listener; write it under listeners.NAME"));

    private BackendKeys() {}
}
