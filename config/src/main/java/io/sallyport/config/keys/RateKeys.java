package io.sallyport.config.keys;

import io.sallyport.config.model.ClientRates;
import io.sallyport.config.model.Rate;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.Values;
import java.util.List;
import java.util.Optional;

/// Those keys under `listeners.NAME.limits` that bound how often the clients of a network may do something.
final class RateKeys {
    private static final int MANY = 1_000_000;

    static final Key<Integer> CONNECTIONS_PER_SECOND =
            Key.optional(
                    "connections_per_second",
                    Types.whole(1, MANY),
                    "any number",
                    Change.LIVE,
                    """
                    How often the clients of one network may connect in the long run; further
                    connections are closed before anything is read from them, or as soon as a PROXY
                    header has told whose they are.
                    """);

    static final Key<Integer> CONNECTION_BURST =
            Key.optional(
                    "connection_burst",
                    Types.whole(1, MANY),
                    "`connections_per_second`",
                    Change.LIVE,
                    "How many connections of one network may come at once.");

    static final Key<Integer> REQUESTS_PER_SECOND =
            Key.optional(
                    "requests_per_second",
                    Types.whole(1, MANY),
                    "any number",
                    Change.LIVE,
                    """
                    In `mode: http`, how often the clients of one network may ask in the long run;
                    further requests get 429, with `Retry-After`. (nginx: `limit_req`.)
                    """);

    static final Key<Integer> REQUEST_BURST =
            Key.optional(
                    "request_burst",
                    Types.whole(1, MANY),
                    "`requests_per_second`",
                    Change.LIVE,
                    "How many requests of one network may come at once.");

    static final Key<Integer> CLIENT_PREFIX_IPV4 =
            Key.defaulting(
                    "client_prefix_ipv4",
                    Types.whole(8, 32),
                    ClientRates.DEFAULTS.ipv4Prefix(),
                    Change.LIVE,
                    "How many bits of an IPv4 address name the network that rates are counted for.");

    static final Key<Integer> CLIENT_PREFIX_IPV6 =
            Key.defaulting(
                    "client_prefix_ipv6",
                    Types.whole(16, 128),
                    ClientRates.DEFAULTS.ipv6Prefix(),
                    Change.LIVE,
                    """
                    How many bits of an IPv6 address name the network that rates are counted for. Who
                    has one address usually has all of its /64.
                    """);

    static final List<Key<?>> ALL =
            List.of(
                    CONNECTIONS_PER_SECOND,
                    CONNECTION_BURST,
                    REQUESTS_PER_SECOND,
                    REQUEST_BURST,
                    CLIENT_PREFIX_IPV4,
                    CLIENT_PREFIX_IPV6);

    private RateKeys() {}

    static ClientRates rates(Values limits) {
        return new ClientRates(
                rate(limits, CONNECTIONS_PER_SECOND, CONNECTION_BURST),
                rate(limits, REQUESTS_PER_SECOND, REQUEST_BURST),
                limits.get(CLIENT_PREFIX_IPV4),
                limits.get(CLIENT_PREFIX_IPV6));
    }

    private static Optional<Rate> rate(Values limits, Key<Integer> perSecond, Key<Integer> burst) {
        return limits.find(perSecond)
                .map(number -> new Rate(number, limits.find(burst).orElse(number)));
    }
}
