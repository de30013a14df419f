package io.sallyport.proxy.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Who waits for a connection to a server of a backend, in the order in which they came. Thread-safe.
public final class WaitingLine {

    /// Somebody who waits.
    ///
    /// @param executor where the turn is told
    /// @param turn to look for a server again, because one may have room
    public record Waiter(Executor executor, Runnable turn) {}

    private final int most;
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private volatile int length;

    WaitingLine(int most) {
        this.most = most;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /// How many wait.
    public int length() {
        return length;
    }

    /// Begins to wait.
    ///
    /// @return whether there was a place
    public synchronized boolean join(Waiter waiter) {
        if (waiters.size() >= most) {
            return false;
        }
        waiters.addLast(waiter);
        length = waiters.size();
        return true;
    }

    /// Goes on waiting, before all others: somebody else was quicker.
    public synchronized void rejoin(Waiter waiter) {
        waiters.addFirst(waiter);
        length = waiters.size();
    }

    /// Waits no longer. Harmless for who does not wait.
    public synchronized void leave(Waiter waiter) {
        waiters.remove(waiter);
        length = waiters.size();
    }

    /// Whether the next turn is that of somebody there.
    public synchronized boolean isNext(Executor executor) {
        Waiter first = waiters.peekFirst();
        return first != null && first.executor().equals(executor);
    }

    /// There may be room: whoever waited longest has a turn.
    public void callNext() {
        Waiter next = isEmpty() ? null : poll();
        if (next != null) {
            next.executor().execute(next.turn());
        }
    }

    private synchronized @Nullable Waiter poll() {
        Waiter first = waiters.pollFirst();
        length = waiters.size();
        return first;
    }
}
