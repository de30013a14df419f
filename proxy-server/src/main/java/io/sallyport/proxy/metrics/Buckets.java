package io.sallyport.proxy.metrics;

import java.time.Duration;
import java.util.Arrays;

/// Upper bounds of the histograms' buckets, chosen for what they have to tell apart.
final class Buckets {

    /// Whole handshakes, from one on the same machine to the longest deadline that makes sense.
    static final Duration[] HANDSHAKE =
            micros(
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000);

    /// Work on a processor: some 100 microseconds for ECDSA, a millisecond for RSA, more while the
    /// JIT compiler is still at it.
    static final Duration[] COMPUTE =
            micros(
                    50, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000,
                    100_000, 250_000);

    /// Phases: work or a round trip.
    static final Duration[] PHASE =
            micros(
                    10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000,
                    250_000, 500_000, 1_000_000, 2_500_000, 5_000_000);

    /// Requests, from a page out of memory to a long download.
    static final Duration[] REQUEST =
            micros(
                    250,
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000,
                    30_000_000,
                    60_000_000);

    private Buckets() {}

    private static Duration[] micros(long... bounds) {
        return Arrays.stream(bounds)
                .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
                .toArray(Duration[]::new);
    }
}
