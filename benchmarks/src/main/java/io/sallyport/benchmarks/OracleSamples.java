package io.sallyport.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The tries of one class, and how they compare with those of another.
final class OracleSamples {
    private static final int RESAMPLES = 1_000;

    /// Of the fastest tries: what is slower was disturbed, by the collector or by another program, and says
    /// nothing of the code.
    private static final double QUANTILE = 0.25;

    private final long[] nanos;
    private final long[] bytes;
    private int count;

    OracleSamples(int size) {
        this.nanos = new long[size];
        this.bytes = new long[size];
    }

    void add(OracleServer.Try each) {
        nanos[count] = each.nanos();
        bytes[count] = each.bytes();
        count++;
    }

    /// Sorts them; nothing is added after this.
    void seal() {
        Arrays.sort(nanos);
        Arrays.sort(bytes);
    }

    /// Microseconds.
    double median() {
        return nanos[count / 2] / 1e3;
    }

    /// Microseconds.
    double lowerQuartile() {
        return nanos[(int) (count * QUANTILE)] / 1e3;
    }

    long medianBytes() {
        return bytes[count / 2];
    }

    /// By how many nanoseconds the lower quartile is above another's: the middle 99 % of what comes of
    /// drawing both samples anew, again and again (the bootstrap).
    ///
    /// @return lowest, highest
    double[] difference(OracleSamples other, RandomGenerator random) {
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            differences[i] = drawnQuantile(random) - other.drawnQuantile(random);
        }
        Arrays.sort(differences);
        return new double[] {
            differences[RESAMPLES / 200], differences[RESAMPLES - 1 - RESAMPLES / 200]
        };
    }

    /// The quantile of a sample drawn from this one: which rank it has here is binomial, near enough
    /// normal.
    private double drawnQuantile(RandomGenerator random) {
        double deviation = Math.sqrt(count * QUANTILE * (1 - QUANTILE));
        int rank = (int) Math.round(count * QUANTILE + random.nextGaussian() * deviation);
        return nanos[Math.clamp(rank, 0, count - 1)];
    }
}
