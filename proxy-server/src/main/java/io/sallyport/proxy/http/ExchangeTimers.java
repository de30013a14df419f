package io.sallyport.proxy.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.runtime.RouteAction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The time that a route gives an exchange: for all of it, and for nothing to move. For the connection's event loop
/// alone.
final class ExchangeTimers {
    private final EventLoop loop;
    private final Duration idleTimeout;
    private final Runnable over;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> idle;
    private long lastMoved;

    private ExchangeTimers(EventLoop loop, Duration idleTimeout, Runnable over) {
        this.loop = loop;
        this.idleTimeout = idleTimeout;
        this.over = over;
    }

    /// Starts them.
    ///
    /// @param over called when the time is over
    /// @return null if the route says nothing of time
    static @Nullable ExchangeTimers start(
            RouteAction.Forward route, EventLoop loop, Runnable over) {
        Duration timeout = route.timeout();
        Duration idleTimeout = route.idleTimeout();
        if (timeout == null && idleTimeout == null) {
            return null;
        }
        ExchangeTimers timers =
                new ExchangeTimers(loop, idleTimeout == null ? Duration.ZERO : idleTimeout, over);
        if (timeout != null) {
            timers.deadline = loop.schedule(over, timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        if (idleTimeout != null) {
            timers.moved();
            timers.watch(idleTimeout.toNanos());
        }
        return timers;
    }

    /// Whether they look after an exchange on which nothing moves.
    boolean watchIdleness() {
        return !idleTimeout.isZero();
    }

    /// Something moved.
    void moved() {
        lastMoved = loop.ticker().nanoTime();
    }

    void stop() {
        cancel(deadline);
        cancel(idle);
    }

    /// Looked at when it runs out, and not at every byte.
    private void watch(long nanos) {
        idle = loop.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long left = lastMoved + idleTimeout.toNanos() - loop.ticker().nanoTime();
        if (left <= 0) {
            over.run();
        } else {
            watch(left);
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
