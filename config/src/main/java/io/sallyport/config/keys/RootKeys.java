package io.sallyport.config.keys;

import io.sallyport.config.model.LiveSettings;
import io.sallyport.config.model.StartupSettings;
import io.sallyport.config.model.Transport;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The top of the file.
public final class RootKeys {
    private static final String KEYS_DEFAULTS = "the defaults of its keys";

    private static final Pattern NAME = Names.CONFIGURED;

    static final Key<Map<String, Values>> LISTENERS =
            Key.mandatory(
                    "listeners",
                    new ValueType.Named(ListenerKeys.SECTION, NAME, "NAME"),
                    Change.RESTART,
                    "The sockets that clients connect to, by a name that logs and metrics use.");

    static final Key<Map<String, Values>> BACKENDS =
            Key.mandatory(
                    "backends",
                    new ValueType.Named(BackendKeys.SECTION, NAME, "NAME"),
                    Change.LIVE,
                    "Where decrypted traffic goes, by a name that listeners refer to.");

    static final Key<Values> ADMIN =
            Key.optional(
                    "admin",
                    new ValueType.Nested(AdminKeys.SECTION),
                    KEYS_DEFAULTS,
                    Change.RESTART,
                    "The address for metrics and health, which is not for clients.");

    static final Key<Values> LOG =
            Key.optional(
                    "log",
                    new ValueType.Nested(LogKeys.SECTION),
                    KEYS_DEFAULTS,
                    Change.LIVE,
                    "What is logged, and how. Logs go to standard output.");

    static final Key<Values> CRYPTO =
            Key.optional(
                    "crypto",
                    new ValueType.Nested(CryptoKeys.SECTION),
                    KEYS_DEFAULTS,
                    Change.RESTART,
                    """
                    Where cryptographic primitives come from. `sallyport version` shows which
                    provider serves what.
                    """);

    static final Key<Values> REDIS =
            Key.optional(
                    "redis",
                    new ValueType.Nested(RedisKeys.SECTION),
                    "each process remembers for itself",
                    Change.RESTART,
                    """
                    What nodes have to remember together: which early data was taken
                    (`early_data`), so that none of them takes it again.
                    """);

    static final Key<Values> TRACING =
            Key.optional(
                    "tracing",
                    new ValueType.Nested(TracingKeys.SECTION),
                    "nothing is exported",
                    Change.RESTART,
                    """
                    Spans of requests and handshakes for an OpenTelemetry collector: which, and what is in
                    them, stands in [operations.md](operations.md#traces).
                    """);

    static final Key<Transport> TRANSPORT =
            Key.defaulting(
                    "transport",
                    Types.word(Transport.class),
                    StartupSettings.DEFAULT_TRANSPORT,
                    Change.RESTART,
                    """
                    How the program talks to the kernel. `auto` is `epoll` on Linux and `nio`
                    elsewhere. `io_uring` needs a kernel that has it and a container that allows
                    it.
                    """);

    static final Key<OptionalInt> EVENT_LOOP_THREADS =
            Key.defaulting(
                    "event_loop_threads",
                    Types.wholeOrAuto(1, 1_024),
                    OptionalInt.empty(),
                    Change.RESTART,
                    """
                    The number of threads that move bytes and run handshakes. `auto` is one for
                    each processor that the program may use.
                    """);

    static final Key<Duration> DRAIN_TIMEOUT =
            Key.defaulting(
                    "drain_timeout",
                    Types.duration(Duration.ZERO, Duration.ofHours(24)),
                    LiveSettings.DEFAULT_DRAIN_TIMEOUT,
                    Change.LIVE,
                    """
                    How long open connections may go on after SIGTERM or SIGINT; then they are
                    closed. Keep it below what the platform waits before it kills (Kubernetes:
                    `terminationGracePeriodSeconds`).
                    """);

    /// The whole file.
    public static final Section SECTION =
            Section.of(
                    List.of(
                            LISTENERS,
                            BACKENDS,
                            ADMIN,
                            LOG,
                            CRYPTO,
                            REDIS,
                            TRACING,
                            TRANSPORT,
                            EVENT_LOOP_THREADS,
                            DRAIN_TIMEOUT));

    private RootKeys() {}
}
