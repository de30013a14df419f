package io.sallyport.proxy.http;

import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at the clock for a client's connection of HTTP/2: whether each of its streams moves, and whether there are any.
/// Frames that belong to no stream keep nothing alive.
final class Http2Watch {
    private final Http2ClientSide side;
    private final Http2ClientStreams streams;
    private final long idleNanos;
    private final long keepAliveNanos;
    private @Nullable ScheduledFuture<?> timer;
    private long lastClosed;

    Http2Watch(Http2ClientSide side, Http2ClientStreams streams, ListenerSettings settings) {
        this.side = side;
        this.streams = streams;
        this.idleNanos = settings.idleTimeout().toNanos();
        this.keepAliveNanos =
                settings.http().keepAliveTimeout().map(Duration::toNanos).orElse(idleNanos);
    }

    void start() {
        lastClosed = side.now();
        schedule(lastClosed + Math.min(idleNanos, keepAliveNanos));
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    void streamClosed() {
        lastClosed = side.now();
    }

    private void check() {
        timer = null;
        long now = side.now();
        if (streams.isEmpty()) {
            if (now - lastClosed >= keepAliveNanos) {
                side.idle();
            } else {
                schedule(lastClosed + keepAliveNanos);
            }
            return;
        }
        long oldest = now;
        for (Http2ClientStream stream : streams.all()) {
            if (now - stream.lastMoved() >= idleNanos) {
                stream.idle();
            } else if (stream.lastMoved() - oldest < 0) {
                oldest = stream.lastMoved();
            }
        }
        if (side.channel().isOpen()) {
            // by then there may be no stream any more
            schedule(Math.min(oldest + idleNanos, now + keepAliveNanos));
        }
    }

    private void schedule(long due) {
        timer =
                side.channel()
                        .eventLoop()
                        .schedule(this::check, Math.max(1, due - side.now()), TimeUnit.NANOSECONDS);
    }
}
