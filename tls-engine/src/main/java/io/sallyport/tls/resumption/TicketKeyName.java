package io.sallyport.tls.resumption;

import java.nio.ByteBuffer;

/// What a ticket begins with, to say which key sealed it: 16 bytes that everybody may see.
record TicketKeyName(long high, long low) {
    static final int LENGTH = 16;

    /// The first 16 bytes.
    ///
    /// @throws java.nio.BufferUnderflowException if there are fewer
    static TicketKeyName of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, LENGTH);
        return new TicketKeyName(in.getLong(), in.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
