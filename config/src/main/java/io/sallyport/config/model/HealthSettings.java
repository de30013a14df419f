package io.sallyport.config.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How servers are asked whether they are well.
///
/// @param path what is asked for
/// @param host in the request; empty: the server's address
/// @param statuses that mean that a server is well; empty: 200 to 399
/// @param service that is asked for by gRPC; empty: the whole server
/// @param interval from one check to the next
/// @param timeout of a whole check
/// @param healthyThreshold checks in a row that must succeed before a server that was not well is taken for well
/// @param unhealthyThreshold checks in a row that must fail before it is taken for not well
public record HealthSettings(
        HealthCheck check,
        String path,
        Optional<String> host,
        List<Integer> statuses,
        String service,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold) {

    /// A request for `/` every five seconds.
    public static final HealthSettings DEFAULTS =
            new HealthSettings(
                    HealthCheck.HTTP,
                    "/",
                    Optional.empty(),
                    List.of(),
                    "",
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2),
                    2,
                    3);

    public HealthSettings {
        statuses = List.copyOf(statuses);
    }

    /// The same by another way.
    public HealthSettings withCheck(HealthCheck other) {
        return new HealthSettings(
                other,
                path,
                host,
                statuses,
                service,
                interval,
                timeout,
                healthyThreshold,
                unhealthyThreshold);
    }

    /// The same with another request.
    public HealthSettings withRequest(String otherPath, Optional<String> otherHost) {
        return new HealthSettings(
                check,
                otherPath,
                otherHost,
                statuses,
                service,
                interval,
                timeout,
                healthyThreshold,
                unhealthyThreshold);
    }

    /// The same with other statuses.
    public HealthSettings withStatuses(List<Integer> others) {
        return new HealthSettings(
                check,
                path,
                host,
                others,
                service,
                interval,
                timeout,
                healthyThreshold,
                unhealthyThreshold);
    }

    /// The same at other times.
    public HealthSettings withTimes(Duration otherInterval, Duration otherTimeout) {
        return new HealthSettings(
                check,
                path,
                host,
                statuses,
                service,
                otherInterval,
                otherTimeout,
                healthyThreshold,
                unhealthyThreshold);
    }

    /// The same asking for a service of gRPC.
    public HealthSettings withService(String name) {
        return new HealthSettings(
                HealthCheck.GRPC,
                path,
                host,
                statuses,
                name,
                interval,
                timeout,
                healthyThreshold,
                unhealthyThreshold);
    }
}
