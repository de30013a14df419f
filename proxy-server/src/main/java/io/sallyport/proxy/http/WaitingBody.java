package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What has come of a body over HTTP/2 and nobody has taken yet: as much as the stream's window allows. It owns what
/// is in it.
///
/// A frame of one byte would hold on to all that was read together with it: small ones are copied.
final class WaitingBody {
    private static final int SMALL = 1024;
    private static final int ROOM = 4 * SMALL;

    private final ByteBufAllocator allocator;
    private final Deque<ByteBuf> parts = new ArrayDeque<>(2);
    private @Nullable ByteBuf room;
    private @Nullable LastHttpContent end;

    WaitingBody(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /// @param data stays the caller's
    void add(ByteBuf data) {
        int length = data.readableBytes();
        if (length == 0) {
            return;
        }
        if (length >= SMALL) {
            room = null;
            parts.add(data.readRetainedSlice(length));
            return;
        }
        ByteBuf last = room;
        if (last == null || last.maxWritableBytes() < length) {
            last = allocator.buffer(length * 2, ROOM);
            parts.add(last);
            room = last;
        }
        last.writeBytes(data);
    }

    void end(LastHttpContent with) {
        end = with;
    }

    boolean isEmpty() {
        return parts.isEmpty() && end == null;
    }

    /// The next part, which is the caller's. Only if it is not empty.
    HttpContent take() {
        ByteBuf part = parts.poll();
        LastHttpContent last = end;
        if (parts.isEmpty()) {
            room = null;
        }
        if (part == null) {
            end = null;
            return last == null ? LastHttpContent.EMPTY_LAST_CONTENT : last;
        }
        if (parts.isEmpty() && last != null && last.trailingHeaders().isEmpty()) {
            end = null;
            return new DefaultLastHttpContent(part);
        }
        return new DefaultHttpContent(part);
    }

    /// @return whether the end was among it
    boolean discard() {
        boolean whole = end != null;
        end = null;
        room = null;
        while (!parts.isEmpty()) {
            parts.remove().release();
        }
        return whole;
    }
}
