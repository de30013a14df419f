package io.sallyport.tls.fuzz;

import java.util.Arrays;

/// Decisions taken from the bytes of a fuzzer, one after the other; zeros when they are used up.
final class Bytes {
    private final byte[] bytes;
    private int position;

    Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return position >= bytes.length;
    }

    /// A number from 0 to 255.
    int next() {
        return isEmpty() ? 0 : bytes[position++] & 0xff;
    }

    /// A number from 0 on, below `bound`.
    int below(int bound) {
        return ((next() << 8 | next()) & 0x7fffffff) % bound;
    }

    /// Up to 255 of the next bytes.
    byte[] some() {
        int count = Math.min(next(), Math.max(0, bytes.length - position));
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    byte[] rest() {
        byte[] rest = isEmpty() ? new byte[0] : Arrays.copyOfRange(bytes, position, bytes.length);
        position = bytes.length;
        return rest;
    }

    /// A copy with a few changes: bytes replaced, inserted, taken out, repeated, or cut off.
    byte[] mutated(byte[] original) {
        byte[] mutated = original.clone();
        int changes = 1 + next() % 4;
        for (int i = 0; i < changes && mutated.length > 0; i++) {
            mutated = mutatedOnce(mutated);
        }
        return mutated;
    }

    private byte[] mutatedOnce(byte[] original) {
        int at = below(original.length);
        byte[] head = Arrays.copyOf(original, at);
        byte[] tail = Arrays.copyOfRange(original, at, original.length);
        switch (next() % 6) {
            case 0 -> {
                original[at] = (byte) next();
                return original;
            }
            case 1 -> {
                original[at] ^= (byte) (1 << next() % 8);
                return original;
            }
            case 2 -> {
                return join(join(head, some()), tail);
            }
            case 3 -> {
                return join(
                        head,
                        Arrays.copyOfRange(
                                tail, Math.min(1 + next() % 8, tail.length), tail.length));
            }
            case 4 -> {
                return join(join(head, tail), Arrays.copyOf(tail, Math.min(tail.length, 64)));
            }
            default -> {
                return head;
            }
        }
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
