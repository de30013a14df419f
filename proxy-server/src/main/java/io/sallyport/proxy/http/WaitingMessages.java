package io.sallyport.proxy.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// What a client has sent that nobody has taken yet. It owns what is in it.
final class WaitingMessages {
    private final Queue<Object> messages = new ArrayDeque<>();

    void add(Object message) {
        messages.add(message);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /// The next one, which stays; null if there is none.
    @Nullable Object peek() {
        return messages.peek();
    }

    /// The next one, which is the caller's.
    Object take() {
        return messages.remove();
    }

    /// Throws away what is left of a request's body, if all of it is there.
    ///
    /// @return whether it was
    boolean discardBody() {
        boolean whole = false;
        while (!whole && messages.peek() instanceof HttpContent content) {
            whole = content instanceof LastHttpContent;
            messages.remove();
            content.release();
        }
        return whole;
    }

    void discardAll() {
        while (!messages.isEmpty()) {
            ReferenceCountUtil.release(messages.remove());
        }
    }
}
