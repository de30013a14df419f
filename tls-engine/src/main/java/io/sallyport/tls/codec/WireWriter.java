package io.sallyport.tls.codec;

import io.sallyport.tls.codepoint.CodePoint;
import java.util.Arrays;

/// Writes the presentation language of RFC 9846, section 3, into an array that grows.
///
/// Values that do not fit their field are ours, never a peer's: [IllegalArgumentException].
public final class WireWriter {
    private byte[] bytes;
    private int length;

    /// @param capacity bytes to begin with
    public WireWriter(int capacity) {
        this.bytes = new byte[capacity];
    }

    public int length() {
        return length;
    }

    /// The array below, valid up to [#length] until the next write. For reading without a copy.
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public WireWriter uint8(int value) {
        require(value, 0xff);
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public WireWriter uint16(int value) {
        require(value, 0xffff);
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    public WireWriter uint16(CodePoint value) {
        return uint16(value.code());
    }

    public WireWriter uint24(int value) {
        require(value, 0xffffff);
        return uint8(value >>> 16).uint16(value & 0xffff);
    }

    public WireWriter opaque(byte[] value) {
        return opaque(value, 0, value.length);
    }

    public WireWriter opaque(byte[] value, int offset, int count) {
        reserve(count);
        System.arraycopy(value, offset, bytes, length, count);
        length += count;
        return this;
    }

    /// Writes what `body` writes, with its length in one byte before it.
    public WireWriter vector8(Runnable body) {
        return vector(1, body);
    }

    /// Writes what `body` writes, with its length in two bytes before it.
    public WireWriter vector16(Runnable body) {
        return vector(2, body);
    }

    /// Writes what `body` writes, with its length in three bytes before it.
    public WireWriter vector24(Runnable body) {
        return vector(3, body);
    }

    /// Makes room for `count` bytes and counts them as written: the caller fills them in [#array] from
    /// the returned index on.
    public int claim(int count) {
        reserve(count);
        int start = length;
        length += count;
        return start;
    }

    /// Gives back the end of what was claimed.
    ///
    /// @throws IllegalArgumentException if `newLength` is more than was written
    public void truncate(int newLength) {
        if (newLength > length) {
            throw new IllegalArgumentException(
                    "newLength: " + newLength + " (expected: at most " + length + ")");
        }
        length = newLength;
    }

    private WireWriter vector(int prefix, Runnable body) {
        int start = claim(prefix);
        body.run();
        int size = length - start - prefix;
        require(size, (1 << 8 * prefix) - 1);
        for (int i = prefix - 1; i >= 0; i--) {
            bytes[start + i] = (byte) size;
            size >>>= 8;
        }
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static void require(int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "value: " + value + " (expected: 0 to " + most + ")");
        }
    }
}
