package io.sallyport.tls.resumption;

import java.time.Duration;

/// On which terms early data is taken (RFC 9846, section 2.3). The protocol does not protect it against
/// replay: whoever takes it answers for what a request does that comes twice.
///
/// @param maximumSize bytes of it in one connection: 1 to 2^24
/// @param ageTolerance by how much the client's and our idea of a ticket's age may differ, either way: a
///     second to a minute. Within twice that time a ClientHello must be known again
public record EarlyDataAcceptance(int maximumSize, Duration ageTolerance) {
    private static final int LARGEST = 1 << 24;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /// @throws IllegalArgumentException if a value is out of its range
    public EarlyDataAcceptance {
        if (maximumSize < 1 || maximumSize > LARGEST) {
            throw new IllegalArgumentException(
                    "maximumSize: " + maximumSize + " (expected: 1 to " + LARGEST + ")");
        }
        if (ageTolerance.compareTo(SHORTEST) < 0 || ageTolerance.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "ageTolerance: "
                            + ageTolerance
                            + " (expected: "
                            + SHORTEST
                            + " to "
                            + LONGEST
                            + ")");
        }
    }

    /// For how long a ClientHello must be remembered (RFC 9846, section 8.3).
    public Duration memory() {
        return ageTolerance.multipliedBy(2);
    }

    /// Whether the two ideas of the age are close enough.
    public boolean tolerates(long skewMillis) {
        return Math.abs(skewMillis) <= ageTolerance.toMillis();
    }
}
