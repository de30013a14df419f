package io.sallyport.tls.codec;

import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.CodePoints;
import java.util.Arrays;

/// Reads the presentation language of RFC 9846, section 3, from a slice of an array, never beyond it.
///
/// Every method that reads throws [TlsException] with `TRUNCATED` if too little is left. Whoever has
/// read the last field calls [#finish].
public final class WireReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    private WireReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /// Reads a whole array.
    public static WireReader of(byte[] bytes) {
        return new WireReader(bytes, 0, bytes.length);
    }

    /// Reads a slice.
    ///
    /// @throws IndexOutOfBoundsException if the slice is not within the array
    public static WireReader of(byte[] bytes, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        return new WireReader(bytes, offset, length);
    }

    public int remaining() {
        return end - position;
    }

    /// The index in the underlying array where the next byte stands.
    public int position() {
        return position;
    }

    public int uint8() throws TlsException {
        need(1);
        return bytes[position++] & 0xff;
    }

    public int uint16() throws TlsException {
        need(2);
        int value = (bytes[position] & 0xff) << 8 | bytes[position + 1] & 0xff;
        position += 2;
        return value;
    }

    public int uint24() throws TlsException {
        return uint8() << 16 | uint16();
    }

    /// A 32-bit number without sign.
    public long uint32() throws TlsException {
        return (long) uint16() << 16 | uint16();
    }

    /// A copy of the next bytes.
    public byte[] opaque(int length) throws TlsException {
        need(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /// A copy of all that is left.
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    public void skip(int length) throws TlsException {
        need(length);
        position += length;
    }

    /// A reader of the vector that starts here, with a length of one byte before it.
    ///
    /// @throws TlsException also `VECTOR_LENGTH_OUT_OF_RANGE` if the length is not from `least` to `most`
    public WireReader vector8(int least, int most) throws TlsException {
        return vector(uint8(), least, most);
    }

    /// As [#vector8], with a length of two bytes.
    public WireReader vector16(int least, int most) throws TlsException {
        return vector(uint16(), least, most);
    }

    /// As [#vector8], with a length of three bytes.
    public WireReader vector24(int least, int most) throws TlsException {
        return vector(uint24(), least, most);
    }

    /// All that is left as 16-bit numbers.
    ///
    /// @throws TlsException `UNEVEN_VECTOR` if a byte would be left over
    public CodePoints codePoints16() throws TlsException {
        if (remaining() % 2 != 0) {
            throw TlsException.malformed(InvalidMessage.UNEVEN_VECTOR);
        }
        int[] values = new int[remaining() / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = uint16();
        }
        return CodePoints.of(values);
    }

    /// All that is left as 8-bit numbers.
    public CodePoints codePoints8() throws TlsException {
        int[] values = new int[remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = uint8();
        }
        return CodePoints.of(values);
    }

    /// Insists that nothing is left.
    ///
    /// @throws TlsException `TRAILING_BYTES`
    public void finish() throws TlsException {
        if (position != end) {
            throw TlsException.malformed(InvalidMessage.TRAILING_BYTES);
        }
    }

    private WireReader vector(int length, int least, int most) throws TlsException {
        if (length < least || length > most) {
            throw TlsException.malformed(InvalidMessage.VECTOR_LENGTH_OUT_OF_RANGE);
        }
        need(length);
        position += length;
        return new WireReader(bytes, position - length, length);
    }

    private void need(int length) throws TlsException {
        if (length > end - position) {
            throw TlsException.malformed(InvalidMessage.TRUNCATED);
        }
    }
}
