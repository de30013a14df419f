package io.sallyport.benchmarks;

import io.sallyport.proxy.clientauth.RevocationList;
import io.sallyport.proxy.clientauth.UnusableListException;
import java.math.BigInteger;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it takes to look for a serial number in a CRL, by the number of its entries.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CrlBenchmark {
    private static final int ASKED = 1 << 10;
    private static final int SERIAL_BITS = 159;

    @Param({"1", "1000", "100000", "1000000"})
    private int entries;

    private RevocationList list;
    private BigInteger[] listed;
    private BigInteger[] others;
    private int next;

    @Setup
    public void read() throws UnusableListException {
        Random random = Random.from(new SplittableRandom(1));
        BigInteger[] serials = new BigInteger[entries];
        for (int i = 0; i < entries; i++) {
            serials[i] = serial(random);
        }
        list = RevocationList.parse("measured.crl", UnsignedCrl.of(serials));
        listed = new BigInteger[ASKED];
        others = new BigInteger[ASKED];
        for (int i = 0; i < ASKED; i++) {
            listed[i] = serials[random.nextInt(entries)];
            others[i] = serial(random);
        }
    }

    @Benchmark
    public boolean findsOneThatIsListed() {
        return list.contains(listed[next++ & ASKED - 1]);
    }

    @Benchmark
    public boolean looksForOneThatIsNot() {
        return list.contains(others[next++ & ASKED - 1]);
    }

    private static BigInteger serial(Random random) {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    }
}
