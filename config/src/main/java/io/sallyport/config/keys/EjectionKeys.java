package io.sallyport.config.keys;

import io.sallyport.config.model.EjectionSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;

/// Keys under `backends.NAME.ejection`.
final class EjectionKeys {
    private static final EjectionSettings DEFAULTS = EjectionSettings.DEFAULTS;

    static final Key<Integer> CONNECT_FAILURES =
            Key.defaulting(
                    "connect_failures",
                    Types.whole(1, 1000),
                    DEFAULTS.connectFailures(),
                    Change.LIVE,
                    "Connects to a server that failed in a row, after which it is passed over.");

    static final Key<Integer> FAILURES =
            Key.defaulting(
                    "failures",
                    Types.whole(1, 1000),
                    DEFAULTS.failures(),
                    Change.LIVE,
                    """
                    Failures of a server in `mode: http` in a row, after which it is passed over: it
                    broke the connection off, answered what is no HTTP, or not in time.
                    """);

    static final Key<Boolean> SERVER_ERRORS =
            Key.defaulting(
                    "server_errors",
                    Types.flag(),
                    DEFAULTS.serverErrors(),
                    Change.LIVE,
                    """
                    Whether answers with 5xx are failures, too. Whoever finds a request that makes
                    servers answer so can then have `max_percent` of them passed over.
                    """);

    static final Key<Duration> TIME =
            Key.defaulting(
                    "time",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    DEFAULTS.time(),
                    Change.LIVE,
                    """
                    How long a server is passed over. Each time that it fails again as soon as it is
                    tried again, it is twice as long.
                    """);

    static final Key<Duration> MAX_TIME =
            Key.defaulting(
                    "max_time",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(24)),
                    DEFAULTS.maxTime(),
                    Change.LIVE,
                    "How long a server is passed over at most; not below `time`.");

    static final Key<Integer> MAX_PERCENT =
            Key.defaulting(
                    "max_percent",
                    Types.whole(0, 100),
                    DEFAULTS.maxPercent(),
                    Change.LIVE,
                    """
                    How many of the servers may be passed over at once, of a hundred, so that the
                    others do not break down under what all of them did. Those that cannot be
                    connected to always are.
                    """);

    static final Key<Duration> SLOW_START =
            Key.defaulting(
                    "slow_start",
                    Types.duration(Duration.ZERO, Duration.ofHours(1)),
                    DEFAULTS.slowStart(),
                    Change.LIVE,
                    """
                    How long a server that comes back, from here or from failed health checks, needs
                    until it gets its whole share again: it begins with a tenth.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            CONNECT_FAILURES,
                            FAILURES,
                            SERVER_ERRORS,
                            TIME,
                            MAX_TIME,
                            MAX_PERCENT,
                            SLOW_START));

    private EjectionKeys() {}
}
