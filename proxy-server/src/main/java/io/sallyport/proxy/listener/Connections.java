package io.sallyport.proxy.listener;

import io.sallyport.proxy.forward.ClientConnection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The connections of all listeners, for the day on which they must end. Thread-safe.
public final class Connections {
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;

    /// A number that no other connection of this process has.
    long nextId() {
        return lastId.incrementAndGet();
    }

    void add(ClientConnection connection) {
        open.add(connection);
    }

    void remove(ClientConnection connection) {
        open.remove(connection);
        completeIfDrained();
    }

    /// Those that are open, as they come and go.
    Set<ClientConnection> open() {
        return open;
    }

    /// How many are open.
    public int size() {
        return open.size();
    }

    /// To be called when no more are let in.
    ///
    /// @return completed when the last one is over
    public CompletableFuture<Void> drain() {
        draining = true;
        open.forEach(ClientConnection::drain);
        completeIfDrained();
        return drained;
    }

    /// Closes all that are open, without waiting for anything.
    public void stop() {
        open.forEach(ClientConnection::stop);
    }

    private void completeIfDrained() {
        if (draining && open.isEmpty()) {
            drained.complete(null);
        }
    }
}
