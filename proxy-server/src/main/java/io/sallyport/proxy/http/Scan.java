package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import org.jspecify.annotations.Nullable;

/// Looks for the end of one piece of a message and at each byte before it, once, however the bytes
/// are cut into packets. Nothing is consumed: the piece goes to Netty's decoder when it is whole.
abstract sealed class Scan implements ByteProcessor
        permits RequestLineScan, FieldScan, ChunkLineScan {
    private int length;
    private boolean isWhole;
    private @Nullable HttpViolation violation;

    /// Goes on where the last call stopped. The buffer's reader must stand where it stood then.
    ///
    /// @return whether the piece is whole, or broken
    final boolean run(ByteBuf in) {
        int stop = in.forEachByte(in.readerIndex() + length, in.readableBytes() - length, this);
        length = (stop < 0 ? in.writerIndex() : stop + 1) - in.readerIndex();
        return stop >= 0;
    }

    /// Begins another piece, so many bytes behind the reader.
    final void begin(int offset) {
        length = offset;
        isWhole = false;
        violation = null;
    }

    @Override
    public final boolean process(byte value) {
        violation = violationBy(value & 0xFF);
        return violation == null && !isWhole;
    }

    /// What is wrong with the next byte, if anything is.
    abstract @Nullable HttpViolation violationBy(int octet);

    /// The byte is the last of the piece.
    final @Nullable HttpViolation end() {
        isWhole = true;
        return null;
    }

    final boolean isWhole() {
        return isWhole;
    }

    final @Nullable HttpViolation violation() {
        return violation;
    }

    /// From the reader to the end of the piece, or as far as was looked.
    final int length() {
        return length;
    }
}
