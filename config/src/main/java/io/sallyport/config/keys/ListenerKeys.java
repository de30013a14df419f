package io.sallyport.config.keys;

import io.sallyport.config.model.BindAddress;
import io.sallyport.config.model.Listener;
import io.sallyport.config.model.ListenerMode;
import io.sallyport.config.model.Network;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.List;

/// Keys under `listeners.NAME`.
final class ListenerKeys {

    static final Key<BindAddress> BIND =
            Key.mandatory(
                    "bind",
                    Types.bindAddress(),
                    Change.RESTART,
                    """
                    Where to listen. `0.0.0.0` is every IPv4 address of the machine (over `io_uring`
                    also every IPv6 address), `[::]` every IPv4 and IPv6 address. Port `0` takes any
                    free port.
                    """);

    static final Key<ListenerMode> MODE =
            Key.mandatory(
                    "mode",
                    Types.word(ListenerMode.class),
                    Change.LIVE,
                    """
                    What happens to the decrypted bytes: `tcp` forwards them as they are; `http`
                    forwards the requests in them (HTTP/2, HTTP/1.1 and HTTP/1.0), one by one, over
                    connections to the servers that are kept and used again.
                    """);

    static final Key<String> BACKEND =
            Key.optional(
                    "backend",
                    Types.text("name", "the name of a backend"),
                    "only routes take anything",
                    Change.LIVE,
                    """
                    The backend that gets everything that no route takes: a name under `backends`. Without it,
                    such a request is answered with 404, and in `mode: tcp` such a connection is closed. One
                    of `backend`, `routes` and `redirect_to_https` must be there.
                    """);

    static final Key<List<Values>> ROUTES =
            Key.optional(
                    "routes",
                    new ValueType.NestedList(RouteKeys.SECTION),
                    "everything goes to `backend`",
                    Change.LIVE,
                    """
                    What takes some of the requests, or in `mode: tcp` some of the connections, before `backend`
                    gets the rest. The first route that fits has it.
                    """);

    static final Key<Boolean> REDIRECT_TO_HTTPS =
            Key.defaulting(
                    "redirect_to_https",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether clients are told to come by https, on its usual port, with everything that no
                    route takes: status 308. Only without `tls` and instead of `backend`; a `redirect` in a
                    route can name another port.
                    """);

    static final Key<Values> HSTS =
            Key.optional(
                    "hsts",
                    new ValueType.Nested(HstsKeys.SECTION),
                    "nothing is promised",
                    Change.LIVE,
                    """
                    HTTP Strict Transport Security (RFC 6797): every answer promises browsers that the
                    host is there by https only, in the place of what a server says of that. Only with
                    `tls` and in `mode: http`.
                    """);

    static final Key<Values> TLS =
            Key.optional(
                    "tls",
                    new ValueType.Nested(TlsKeys.SECTION),
                    "a plaintext listener",
                    Change.LIVE,
                    "How the listener speaks TLS. Without it the listener is a plaintext one.");

    static final Key<Boolean> PROXY_PROTOCOL =
            Key.defaulting(
                    "proxy_protocol",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether proxies in front tell who the client is by the PROXY protocol, version 1
                    or 2, before anything else. Every connection from `proxy_protocol_trusted` must
                    then begin with such a header; from elsewhere none is taken. The address in it
                    is the client's wherever one is asked for: in logs, limits and
                    `X-Forwarded-For`. (nginx: `listen ... proxy_protocol`; HAProxy: `accept-proxy`.)
                    """);

    static final Key<List<Network>> PROXY_PROTOCOL_TRUSTED =
            Key.optional(
                    "proxy_protocol_trusted",
                    new ValueType.ScalarList<>(Types.network()),
                    "nobody",
                    Change.LIVE,
                    """
                    The networks that the proxies in front connect from, if they send the PROXY
                    protocol. Whoever connects from there can claim to be anybody.
                    """);

    static final Key<Values> FORWARDED =
            Key.optional(
                    "forwarded",
                    new ValueType.Nested(ForwardedKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    """
                    What servers are told about where requests came from, and whose word counts for
                    it. In `mode: http` only.
                    """);

    static final Key<Values> CLIENT_IDENTITY =
            Key.optional(
                    "client_identity",
                    new ValueType.Nested(ClientIdentityKeys.SECTION),
                    "servers are told nothing, and what anybody says is removed",
                    Change.LIVE,
                    """
                    What servers are told about who a client is by its certificate. `Client-Cert`,
                    `Client-Cert-Chain` and `x-forwarded-client-cert` that clients send are removed
                    also without this section. In `mode: http` only.
                    """);

    static final Key<Values> LIMITS =
            Key.optional(
                    "limits",
                    new ValueType.Nested(LimitKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    "What the listener spends on its clients at most.");

    static final Key<Duration> IDLE_TIMEOUT =
            Key.defaulting(
                    "idle_timeout",
                    Types.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
                    Listener.DEFAULT_IDLE_TIMEOUT,
                    Change.LIVE,
                    """
                    A connection on which no byte moved in either direction for so long is closed
                    on both sides; in `mode: http` a server that does not answer for so long
                    makes it a 504. (nginx: `proxy_timeout`; HAProxy: `timeout client` and
                    `timeout server`.)
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            BIND,
                            MODE,
                            BACKEND,
                            ROUTES,
                            REDIRECT_TO_HTTPS,
                            HSTS,
                            TLS,
                            PROXY_PROTOCOL,
                            PROXY_PROTOCOL_TRUSTED,
                            FORWARDED,
                            CLIENT_IDENTITY,
                            LIMITS,
                            IDLE_TIMEOUT));

    private ListenerKeys() {}
}
