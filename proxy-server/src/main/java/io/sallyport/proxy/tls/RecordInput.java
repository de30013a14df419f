package io.sallyport.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What came from the client and is not consumed yet. For one thread at a time.
///
/// Whole records are presented right out of the buffer that they were read into. Only the beginning of a
/// record whose rest is still to come is copied, into a buffer that grows with what really comes: a
/// header alone makes nobody reserve room for the record that it announces.
final class RecordInput {
    private static final int HEADER = 5;
    private static final int LENGTH_OFFSET = 3;

    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf partial;
    private @Nullable ByteBuf read;

    RecordInput(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /// Takes over what was read.
    void add(ByteBuf bytes) {
        if (read == null) {
            read = bytes;
        } else {
            // Only while the engine waits for something else than input, such as a signature.
            read = join(read, bytes);
        }
        topUp();
    }

    /// The bytes to present next, valid until the next call. Empty if there are none.
    ByteBuffer bytes() {
        ByteBuf source = source();
        return source == null
                ? ByteBuffer.allocate(0)
                : source.internalNioBuffer(source.readerIndex(), source.readableBytes());
    }

    /// Bytes of [#bytes] were consumed.
    void advance(int consumed) {
        ByteBuf source = source();
        if (source != null) {
            source.skipBytes(consumed);
            releaseIfEmpty();
            topUp();
        }
    }

    /// Whether [#bytes] begin with a whole record.
    boolean hasRecord() {
        ByteBuf source = source();
        return source != null && source.readableBytes() >= needed(source);
    }

    /// All whole records are consumed: keeps the beginning of the next one, and lets go of the rest of the
    /// memory.
    void keepPartial() {
        if (partial == null && read != null) {
            partial = allocator.buffer(read.readableBytes()).writeBytes(read);
            releaseIfEmpty();
        }
    }

    /// Throws everything away.
    void release() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        if (read != null) {
            read.release();
            read = null;
        }
    }

    private ByteBuf join(ByteBuf first, ByteBuf second) {
        ByteBuf joined =
                allocator
                        .buffer(first.readableBytes() + second.readableBytes())
                        .writeBytes(first)
                        .writeBytes(second);
        first.release();
        second.release();
        return joined;
    }

    private @Nullable ByteBuf source() {
        return partial != null ? partial : read;
    }

    private void topUp() {
        while (partial != null && read != null && partial.readableBytes() < needed(partial)) {
            int missing = needed(partial) - partial.readableBytes();
            partial.writeBytes(read, Math.min(missing, read.readableBytes()));
            releaseIfEmpty();
        }
    }

    private void releaseIfEmpty() {
        if (partial != null && !partial.isReadable()) {
            partial.release();
            partial = null;
        }
        if (read != null && !read.isReadable()) {
            read.release();
            read = null;
        }
    }

    /// Bytes of the record that these begin with, as far as that is known.
    private static int needed(ByteBuf bytes) {
        return bytes.readableBytes() < HEADER
                ? HEADER
                : HEADER + bytes.getUnsignedShort(bytes.readerIndex() + LENGTH_OFFSET);
    }
}
