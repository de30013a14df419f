package io.sallyport.tls.resumption;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/// Remembers the ClientHellos that came with early data, so that none is taken twice (RFC 9846, section 8.2): in
/// this process, for a time, and so many and no more. Thread-safe.
///
/// What it remembers is 64 bits of each: two hellos in 2^64 are taken for the same, and the second one's early
/// data is refused. It does not remember what was before it: for as long as its memory lasts, it knows of
/// nothing whether it is fresh.
public final class StrikeRegister {
    /// Of several parts, each with a lock of its own, so that event loops seldom meet, and forgetting is done
    /// a little at a time.
    private static final int PARTS = 16;

    private final Part[] parts = new Part[PARTS];
    private final Instant knowing;
    private final InstantSource clock;
    private final int capacity;

    /// @param capacity hellos within the time of memory, evenly spread: 16 to 100,000,000. Beyond that
    ///     nothing is known to be fresh. Each takes 21 to 43 bytes of memory, whether they come or not
    /// @param memory for how long each is remembered, at least
    /// @throws IllegalArgumentException if the capacity is out of its range
    public StrikeRegister(int capacity, Duration memory, InstantSource clock) {
        this(capacity, memory, clock.instant().plus(memory), clock);
    }

    private StrikeRegister(int capacity, Duration memory, Instant knowing, InstantSource clock) {
        if (capacity < PARTS || capacity > 100_000_000) {
            throw new IllegalArgumentException(
                    "capacity: " + capacity + " (expected: 16 to 100000000)");
        }
        this.capacity = capacity;
        this.clock = clock;
        this.knowing = knowing;
        int each = (capacity + PARTS - 1) / PARTS;
        for (int i = 0; i < PARTS; i++) {
            // chance fills some parts before others
            parts[i] = new Part(each + each / 16 + PARTS, memory, clock.instant());
        }
    }

    /// A register that there can have been no hello before: the keys of the tickets are as new as it is, and nobody
    /// else has them. It knows everything from the beginning.
    ///
    /// @throws IllegalArgumentException if the capacity is out of its range
    public static StrikeRegister besideNewKeys(int capacity, Duration memory, InstantSource clock) {
        return new StrikeRegister(capacity, memory, Instant.MIN, clock);
    }

    /// Whether a hello was here before; it is remembered from now on.
    ///
    /// @param id of the hello: 8 bytes at least that nobody can choose freely
    public ReplayVerdict strike(byte[] id) {
        long fingerprint = ByteBuffer.wrap(id).getLong();
        Instant now = clock.instant();
        ReplayVerdict verdict =
                parts[(int) (fingerprint & PARTS - 1)].strike(
                        fingerprint == 0 ? Long.MIN_VALUE : fingerprint, now);
        return now.isBefore(knowing) && verdict == ReplayVerdict.FRESH
                ? ReplayVerdict.UNKNOWN
                : verdict;
    }

    public int capacity() {
        return capacity;
    }

    /// Bytes that its tables take, whatever comes.
    public long tableBytes() {
        return Arrays.stream(parts).mapToLong(Part::bytes).sum();
    }

    /// Two tables by turns: one for the hellos of this period, one for those of the period before it.
    private static final class Part {
        private final int capacity;
        private final Duration period;
        private Instant periodEnd;
        private long[] current;
        private long[] previous;
        private int size;

        Part(int capacity, Duration period, Instant start) {
            this.capacity = capacity;
            this.period = period;
            this.periodEnd = start.plus(period);
            int length = Integer.highestOneBit(capacity + capacity / 4) * 2;
            this.current = new long[length];
            this.previous = new long[length];
        }

        synchronized ReplayVerdict strike(long fingerprint, Instant now) {
            forget(now);
            if (previous[slot(previous, fingerprint)] == fingerprint) {
                return ReplayVerdict.REPLAYED;
            }
            int slot = slot(current, fingerprint);
            if (current[slot] == fingerprint) {
                return ReplayVerdict.REPLAYED;
            }
            if (size == capacity) {
                return ReplayVerdict.UNKNOWN;
            }
            current[slot] = fingerprint;
            size++;
            return ReplayVerdict.FRESH;
        }

        long bytes() {
            return (long) (current.length + previous.length) * Long.BYTES;
        }

        private void forget(Instant now) {
            if (now.isBefore(periodEnd)) {
                return;
            }
            boolean all = !now.isBefore(periodEnd.plus(period));
            long[] oldest = previous;
            previous = current;
            current = oldest;
            Arrays.fill(current, 0);
            if (all) {
                Arrays.fill(previous, 0);
            }
            size = 0;
            periodEnd = now.plus(period);
        }

        /// Where a fingerprint stands, or would stand.
        private static int slot(long[] table, long fingerprint) {
            int mask = table.length - 1;
            int slot = (int) (fingerprint >>> Integer.SIZE) & mask;
            while (table[slot] != 0 && table[slot] != fingerprint) {
                slot = slot + 1 & mask;
            }
            return slot;
        }
    }
}
