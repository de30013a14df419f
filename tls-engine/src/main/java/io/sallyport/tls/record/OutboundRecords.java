package io.sallyport.tls.record;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ContentType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What we send apart from application data: cut into records, protected once there is a key, kept
/// until the caller takes it. For one thread at a time.
public final class OutboundRecords implements AutoCloseable {
    private static final byte[] CHANGE_CIPHER_SPEC = {1};
    private static final int TYPICAL_FLIGHT = 2048;

    private @Nullable WireWriter pending;
    private @Nullable RecordSealer sealer;
    private int fragmentLimit = RecordHeader.MAX_PLAINTEXT;
    private boolean closed;

    /// Sends under this key from now on; the one before it is closed.
    public void protectWith(RecordSealer next) {
        closeSealer();
        sealer = next;
    }

    /// The protection in force, or null before there is any.
    public @Nullable RecordSealer sealer() {
        return sealer;
    }

    /// Bytes of plaintext that the peer takes in a record.
    public int fragmentLimit() {
        return fragmentLimit;
    }

    /// From now on, records carry at most this much plaintext.
    public void limitFragments(int bytes) {
        fragmentLimit = bytes;
    }

    /// Queues content of one type in as many records as it takes.
    ///
    /// @throws IllegalStateException after [#close]
    public void write(ContentType type, byte[] content, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        int end = offset + length;
        for (int start = offset; start < end; start += fragmentLimit) {
            writeRecord(type, content, start, Math.min(fragmentLimit, end - start));
        }
    }

    /// Queues a change_cipher_spec, always in the clear: before keys are in force in TLS 1.2 (RFC 5246,
    /// section 7.1), of no meaning but to middleboxes in TLS 1.3 (RFC 9846, appendix E.4).
    public void writeChangeCipherSpec() {
        writePlain(ContentType.CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC, 0, 1);
    }

    public boolean hasPending() {
        return pending != null;
    }

    /// Bytes waiting to be taken.
    public int pendingLength() {
        return pending == null ? 0 : pending.length();
    }

    /// What is to be sent next; the caller owns the buffer.
    public ByteBuffer take() {
        WireWriter taken = pending;
        pending = null;
        return taken == null
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(taken.array(), 0, taken.length());
    }

    /// Forgets the keys. Nothing can be written afterwards: without keys, it would go out in the clear.
    @Override
    public void close() {
        closed = true;
        closeSealer();
    }

    private void closeSealer() {
        if (sealer != null) {
            sealer.close();
            sealer = null;
        }
    }

    private void writeRecord(ContentType type, byte[] content, int offset, int length) {
        RecordSealer current = sealer;
        if (current == null) {
            writePlain(type, content, offset, length);
            return;
        }
        byte[] inner = new byte[length + 1];
        System.arraycopy(content, offset, inner, 0, length);
        WireWriter out = pending();
        int start = out.claim(length + current.overhead());
        current.seal(type, inner, 0, length, out.array(), start);
    }

    private void writePlain(ContentType type, byte[] content, int offset, int length) {
        WireWriter out = pending();
        int start = out.claim(RecordHeader.LENGTH);
        RecordHeader.write(out.array(), start, type.code(), length);
        out.opaque(content, offset, length);
    }

    private WireWriter pending() {
        WireWriter out = pending;
        if (out == null) {
            out = new WireWriter(TYPICAL_FLIGHT);
            pending = out;
        }
        return out;
    }
}
