package io.sallyport.proxy.clientauth;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;

/// Serial numbers, many of them, in one array: 40 to 90 bytes for each, and a look-up that takes as long for a hundred
/// thousand as for ten. Immutable.
final class SerialSet {
    /// What RFC 5280, section 4.1.2.2, allows.
    static final int MOST_BYTES = 20;

    /// Slots of the same width: a length, then that many bytes. A length of 0 is a slot that is free.
    private final byte[] slots;

    private final int width;
    private final int mask;

    private SerialSet(byte[] slots, int width, int mask) {
        this.slots = slots;
        this.width = width;
        this.mask = mask;
    }

    /// @param serials gone through twice, so that they need not be in memory all at once
    /// @throws IllegalArgumentException if one is longer than 20 bytes
    static SerialSet of(Iterable<BigInteger> serials) {
        int count = 0;
        int longest = 1;
        for (BigInteger serial : serials) {
            count++;
            longest = Math.max(longest, serial.bitLength() / Byte.SIZE + 1);
        }
        if (longest > MOST_BYTES) {
            throw new IllegalArgumentException("serial number of " + longest + " bytes");
        }
        int capacity = Integer.highestOneBit(Math.max(1, count)) * 4;
        SerialSet set =
                new SerialSet(new byte[capacity * (longest + 1)], longest + 1, capacity - 1);
        Iterator<BigInteger> again = serials.iterator();
        while (again.hasNext()) {
            set.add(again.next().toByteArray());
        }
        return set;
    }

    boolean contains(BigInteger serial) {
        byte[] bytes = serial.toByteArray();
        return bytes.length < width && slots[slot(bytes)] != 0;
    }

    /// What it takes of memory.
    int bytes() {
        return slots.length;
    }

    private void add(byte[] serial) {
        int at = slot(serial);
        slots[at] = (byte) serial.length;
        System.arraycopy(serial, 0, slots, at + 1, serial.length);
    }

    /// Where the serial number is, or a free slot where it would be.
    private int slot(byte[] serial) {
        int index = spread(Arrays.hashCode(serial)) & mask;
        while (true) {
            int at = index * width;
            if (slots[at] == 0 || isAt(at, serial)) {
                return at;
            }
            index = index + 1 & mask;
        }
    }

    private boolean isAt(int at, byte[] serial) {
        int from = at + 1;
        return slots[at] == serial.length
                && Arrays.mismatch(slots, from, from + serial.length, serial, 0, serial.length) < 0;
    }

    /// The hash of an array differs in its low bits only where its last bytes do.
    private static int spread(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ mixed >>> 16;
    }
}
