package io.sallyport.tls.resumption;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sessions of clients that resume by session id, so many and no more: the one that was used longest
/// ago gives way (RFC 5246, section 7.3 and appendix F.1.4). Thread-safe.
public final class SessionCache {
    /// Of several parts, each with a lock of its own, so that event loops seldom meet.
    private static final int PARTS = 16;

    private final Part[] parts = new Part[PARTS];

    /// @param capacity sessions at most; rounded up to a multiple of 16
    /// @throws IllegalArgumentException if it is less than 1
    public SessionCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity: " + capacity + " (expected: at least 1)");
        }
        int each = (capacity + PARTS - 1) / PARTS;
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part(each);
        }
    }

    /// Keeps a session's state, taken over.
    void put(byte[] id, byte[] state) {
        ByteBuffer key = ByteBuffer.wrap(id.clone());
        part(key).put(key, state);
    }

    /// The state of a session, not a copy, or null.
    byte @Nullable [] get(byte[] id) {
        ByteBuffer key = ByteBuffer.wrap(id);
        return part(key).get(key);
    }

    /// Forgets a session.
    void remove(byte[] id) {
        ByteBuffer key = ByteBuffer.wrap(id);
        part(key).remove(key);
    }

    /// Sessions that are kept.
    public int size() {
        int size = 0;
        for (Part part : parts) {
            size += part.size();
        }
        return size;
    }

    private Part part(ByteBuffer id) {
        return parts[Math.floorMod(id.hashCode(), PARTS)];
    }

    private static final class Part {
        private final Map<ByteBuffer, byte[]> sessions;

        Part(int capacity) {
            this.sessions =
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
                            return size() > capacity;
                        }
                    };
        }

        synchronized void put(ByteBuffer id, byte[] state) {
            sessions.put(id, state);
        }

        synchronized byte @Nullable [] get(ByteBuffer id) {
            return sessions.get(id);
        }

        synchronized void remove(ByteBuffer id) {
            sessions.remove(id);
        }

        synchronized int size() {
            return sessions.size();
        }
    }
}
