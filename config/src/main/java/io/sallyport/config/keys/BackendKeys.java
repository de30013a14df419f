package io.sallyport.config.keys;

import io.sallyport.config.model.Backend;
import io.sallyport.config.model.Balance;
import io.sallyport.config.model.ServerAddress;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Keys under `backends.NAME`.
final class BackendKeys {
    static final Key<List<ServerAddress>> SERVERS =
            Key.mandatory(
                    "servers",
                    new ValueType.ScalarList<>(Types.serverAddress()),
                    Change.LIVE,
                    """
                    Servers that are equally good for a connection: `HOST:PORT`, or `unix:/PATH`
                    for a Unix domain socket on this machine.
                    """);

    static final Key<Balance> BALANCE =
            Key.defaulting(
                    "balance",
                    Types.word(
                            Balance.class,
                            Map.of(
                                    "random_two",
                                    ListenerKeys.NOT_BUILT,
                                    "consistent_hash",
                                    ListenerKeys.NOT_BUILT)),
                    Backend.DEFAULT_BALANCE,
                    Change.LIVE,
                    """
                    How the servers take turns: one after the other, or always the one with the
                    fewest open connections. The latter suits connections that last.
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

    static final Section SECTION =
            Section.of(List.of(SERVERS, BALANCE, CONNECT_TIMEOUT, CONNECT_TRIES))
                    .refusing(
                            Map.of(
                                    "health",
                                    ListenerKeys.NOT_BUILT + "; leave it out",
                                    "send_proxy_protocol",
                                    ListenerKeys.NOT_BUILT + "; leave it out",
                                    "idle_timeout",
                                    "belongs to the listener; write it under listeners.NAME"));

    private BackendKeys() {}
}
