package io.sallyport.proxy.backend;

import java.time.Duration;

/// When a server is passed over for what happened with it, and for how long. A server that is passed over is still
/// tried when all others were.
///
/// @param connectFailures in a row, after which it is
/// @param failures connections broken off, answers that could not be read or did not come in time, in a row, after
///     which it is
/// @param serverErrors whether answers with 5xx are such failures, too
/// @param time for the first time; twice as long each time that it happens again at once
/// @param maxTime at most
/// @param maxPercent how many of a backend's servers may be passed over at once; those that cannot be connected to
///     always are
/// @param slowStart how long it takes a server that comes back to get its whole share; zero: at once
public record Ejection(
        int connectFailures,
        int failures,
        boolean serverErrors,
        Duration time,
        Duration maxTime,
        int maxPercent,
        Duration slowStart) {

    /// What holds if nothing is said.
    public static final Ejection DEFAULTS =
            new Ejection(
                    1, 5, false, Duration.ofSeconds(10), Duration.ofMinutes(1), 50, Duration.ZERO);
}
