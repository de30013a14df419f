package io.sallyport.proxy.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells when nothing has moved in either direction for a while. For one event loop.
///
/// What moves is what is read, and also what a slow reader takes out of our buffers while nothing is
/// read because of it. Noting activity is cheap; the timer looks at it when it runs out, and not at
/// every byte.
final class IdleWatch {
    private final EventLoop loop;
    private final Ticker clock;
    private final long timeoutNanos;
    private final Runnable idle;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable Channel one;
    private @Nullable Channel other;
    private long lastActive;
    private long unsent;

    IdleWatch(EventLoop loop, Duration timeout, Runnable idle) {
        this.loop = loop;
        this.clock = loop.ticker();
        this.timeoutNanos = timeout.toNanos();
        this.idle = idle;
    }

    void start(Channel first, Channel second) {
        one = first;
        other = second;
        active();
        schedule(timeoutNanos);
    }

    void active() {
        lastActive = clock.nanoTime();
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule(long delayNanos) {
        timer = loop.schedule(this::check, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        long unsentNow = unsent(one) + unsent(other);
        if (unsentNow != unsent) {
            unsent = unsentNow;
            active();
        }
        long left = timeoutNanos - (clock.nanoTime() - lastActive);
        if (left > 0) {
            schedule(left);
        } else {
            timer = null;
            idle.run();
        }
    }

    private static long unsent(@Nullable Channel channel) {
        ChannelOutboundBuffer buffer = channel == null ? null : channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }
}
