package io.sallyport.config.keys;

import io.sallyport.config.model.HealthCheck;
import io.sallyport.config.model.HealthSettings;
import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Keys under `backends.NAME.health`.
final class HealthKeys {
    private static final HealthSettings DEFAULTS = HealthSettings.DEFAULTS;

    /// What may stand in a request line (RFC 9112, section 3.2.1), as far as it is typed by people.
    private static final Pattern PATH = Pattern.compile("/[!-~&&[^#]]{0,1023}");

    private static final Pattern SERVICE_NAME = Pattern.compile("[A-Za-z0-9._/-]{1,100}");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,255}");

    static final Key<HealthCheck> CHECK =
            Key.defaulting(
                    "check",
                    Types.word(HealthCheck.class),
                    DEFAULTS.check(),
                    Change.LIVE,
                    """
                    How a server is asked: by a request of HTTP/1.1; by a connection that it has to
                    take, nothing more; or by gRPC's health protocol (`grpc.health.v1.Health/Check`)
                    over HTTP/2 without TLS.
                    """);

    static final Key<String> PATH_KEY =
            Key.defaulting(
                    "path",
                    text("path", "a path, such as /healthz", PATH, "is not a path"),
                    DEFAULTS.path(),
                    Change.LIVE,
                    "What is asked for, by GET.");

    static final Key<String> HOST_KEY =
            Key.optional(
                    "host",
                    text("name", "a host, such as app.example.com", HOST, "is not a host"),
                    "the server's address",
                    Change.LIVE,
                    "The host in the request.");

    static final Key<List<Integer>> STATUSES =
            Key.optional(
                    "statuses",
                    new ValueType.ScalarList<>(Types.whole(100, 599)),
                    "200 to 399",
                    Change.LIVE,
                    "Statuses of the answer that mean that the server is well.");

    static final Key<String> SERVICE =
            Key.optional(
                    "service",
                    text(
                            "name",
                            "a service, such as shop.v1.Cart",
                            SERVICE_NAME,
                            "is not a service"),
                    "the whole server",
                    Change.LIVE,
                    "The service that is asked for with `check: grpc`.");

    static final Key<Duration> INTERVAL =
            Key.defaulting(
                    "interval",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    DEFAULTS.interval(),
                    Change.LIVE,
                    """
                    Time from one check of a server to the next, a tenth more or less, so that many
                    proxies and servers do not fall into step.
                    """);

    static final Key<Duration> TIMEOUT =
            Key.defaulting(
                    "timeout",
                    Types.duration(Duration.ofMillis(10), Duration.ofMinutes(5)),
                    DEFAULTS.timeout(),
                    Change.LIVE,
                    "How long a check may take, from the connection to the answer's head.");

    static final Key<Integer> HEALTHY_THRESHOLD =
            Key.defaulting(
                    "healthy_threshold",
                    Types.whole(1, 100),
                    DEFAULTS.healthyThreshold(),
                    Change.LIVE,
                    "Checks in a row that must succeed before a server gets something again.");

    static final Key<Integer> UNHEALTHY_THRESHOLD =
            Key.defaulting(
                    "unhealthy_threshold",
                    Types.whole(1, 100),
                    DEFAULTS.unhealthyThreshold(),
                    Change.LIVE,
                    """
                    Checks in a row that must fail before a server gets nothing any more. At start
                    the first one decides.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            CHECK,
                            PATH_KEY,
                            HOST_KEY,
                            STATUSES,
                            SERVICE,
                            INTERVAL,
                            TIMEOUT,
                            HEALTHY_THRESHOLD,
                            UNHEALTHY_THRESHOLD));

    private HealthKeys() {}

    private static ValueType.Scalar<String> text(
            String name, String description, Pattern pattern, String fault) {
        return Types.text(
                name,
                description,
                "",
                text -> {
                    if (!pattern.matcher(text).matches()) {
                        throw new InvalidValueException(text, fault, "write " + description);
                    }
                    return text;
                });
    }
}
