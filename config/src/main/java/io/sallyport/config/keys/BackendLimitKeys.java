package io.sallyport.config.keys;

import io.sallyport.config.model.BackendLimits;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;

/// Keys under `backends.NAME.limits`.
final class BackendLimitKeys {
    private static final int MOST = 10_000_000;

    static final Key<Integer> MAX_REQUESTS =
            Key.defaulting(
                    "max_requests",
                    Types.whole(1, MOST),
                    BackendLimits.DEFAULTS.maxRequests(),
                    Change.LIVE,
                    """
                    Requests under way at once in `mode: http`, those that wait included; further
                    ones get 503 at once (`backend_overloaded`).
                    """);

    static final Key<Integer> MAX_CONNECTIONS =
            Key.optional(
                    "max_connections",
                    Types.whole(1, MOST),
                    "no limit",
                    Change.LIVE,
                    """
                    Connections to each server, those that are kept included. When all servers have
                    as many, further requests, or connections in `mode: tcp`, wait for one to
                    become free, in the order in which they came.
                    """);

    static final Key<Integer> MAX_WAITING =
            Key.defaulting(
                    "max_waiting",
                    Types.whole(0, MOST),
                    BackendLimits.DEFAULTS.maxWaiting(),
                    Change.LIVE,
                    """
                    How many may wait; further ones get 503 at once (`backend_queue_full`), or in
                    `mode: tcp` an empty stream.
                    """);

    static final Key<Duration> WAIT_TIMEOUT =
            Key.defaulting(
                    "wait_timeout",
                    Types.duration(Duration.ofMillis(1), Duration.ofMinutes(10)),
                    BackendLimits.DEFAULTS.waitTimeout(),
                    Change.LIVE,
                    "How long each waits; then it gets 503 (`backend_wait_timeout`), or an empty stream.");

    static final Section SECTION =
            Section.of(List.of(MAX_REQUESTS, MAX_CONNECTIONS, MAX_WAITING, WAIT_TIMEOUT));

    private BackendLimitKeys() {}
}
