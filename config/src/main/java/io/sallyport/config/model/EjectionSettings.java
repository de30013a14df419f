package io.sallyport.config.model;

import java.time.Duration;

/// When a server is passed over for what happened with it.
///
/// @param connectFailures connects that failed in a row, after which it is
/// @param failures connections broken off, answers that could not be read or did not come in time, in a row, after
///   which it is
/// @param serverErrors whether answers with 5xx are such failures, too
/// @param time for the first time
/// @param maxTime at most
/// @param maxPercent of the servers that may be passed over at once
/// @param slowStart how long a server that comes back needs until it gets its whole share; zero: none
public record EjectionSettings(
        int connectFailures,
        int failures,
        boolean serverErrors,
        Duration time,
        Duration maxTime,
        int maxPercent,
        Duration slowStart) {

    /// A dead server costs one client the wait, and one that came back is soon of use again.
    public static final EjectionSettings DEFAULTS =
            new EjectionSettings(
                    1, 5, false, Duration.ofSeconds(10), Duration.ofMinutes(1), 50, Duration.ZERO);

    /// The same after so many failures.
    public EjectionSettings withFailures(int number) {
        return new EjectionSettings(
                connectFailures, number, serverErrors, time, maxTime, maxPercent, slowStart);
    }

    /// The same, counting answers with 5xx or not.
    public EjectionSettings withServerErrors(boolean count) {
        return new EjectionSettings(
                connectFailures, failures, count, time, maxTime, maxPercent, slowStart);
    }

    /// The same with another time, which is also the longest.
    public EjectionSettings withTime(Duration other) {
        return new EjectionSettings(
                connectFailures, failures, serverErrors, other, other, maxPercent, slowStart);
    }
}
