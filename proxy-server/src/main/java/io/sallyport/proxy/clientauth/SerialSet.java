package io.sallyport.proxy.clientauth;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/// Serial numbers, many of them, in one array: 40 to 90 bytes for each, and a look-up that takes as long for a hundred
/// thousand as for ten. Immutable.
final class SerialSet {
    /// RFC 5280, section 4.1.2.2, allows 20. There are CAs that write more.
    private static final int MOST_BYTES = 32;

    /// Slots of the same width: a length, then that many bytes. A length of 0 is a slot that is free.
    private final byte[] slots;

    private final int width;
    private final int mask;

    /// Those that are too long for a slot, so that one of them does not make all of the others longer.
    private final Set<BigInteger> longer = new HashSet<>();

    private SerialSet(byte[] slots, int width, int mask) {
        this.slots = slots;
        this.width = width;
        this.mask = mask;
    }

    /// @param serials gone through twice, so that they need not be in memory all at once
    static SerialSet of(Iterable<BigInteger> serials) {
        int count = 0;
        int longest = 1;
        for (BigInteger serial : serials) {
            int length = serial.bitLength() / Byte.SIZE + 1;
            if (length <= MOST_BYTES) {
                count++;
                longest = Math.max(longest, length);
            }
        }
        int capacity = Integer.highestOneBit(Math.max(1, count)) * 4;
        SerialSet set =
                new SerialSet(new byte[capacity * (longest + 1)], longest + 1, capacity - 1);
        Iterator<BigInteger> again = serials.iterator();
        while (again.hasNext()) {
            set.add(again.next());
        }
        return set;
    }

    boolean contains(BigInteger serial) {
        byte[] bytes = serial.toByteArray();
        return bytes.length < width && slots[slot(bytes)] != 0 || longer.contains(serial);
    }

    /// What it takes of memory.
    int bytes() {
        return slots.length;
    }

    private void add(BigInteger number) {
        byte[] serial = number.toByteArray();
        if (serial.length >= width) {
            longer.add(number);
            return;
        }
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
