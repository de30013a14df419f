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
    private final long tunnelNanos;
    private @Nullable ScheduledFuture<?> timer;
    private long lastClosed;

    Http2Watch(Http2ClientSide side, Http2ClientStreams streams, ListenerSettings settings) {
        this.side = side;
        this.streams = streams;
        this.idleNanos = settings.idleTimeout().toNanos();
        this.keepAliveNanos =
                settings.http().keepAliveTimeout().map(Duration::toNanos).orElse(idleNanos);
        this.tunnelNanos =
                settings.http().webSocketTimeout().map(Duration::toNanos).orElse(idleNanos);
    }

    void start() {
        lastClosed = side.now();
        schedule(lastClosed + shortest());
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
                schedule(Math.min(lastClosed + keepAliveNanos, now + shortest()));
            }
            return;
        }
        // by then there may be other streams, or none any more
        long next = now + shortest();
        for (Http2ClientStream stream : streams.all()) {
            long due = stream.lastMoved() + (stream.isTunnel() ? tunnelNanos : idleNanos);
            if (now - due >= 0) {
                stream.idle();
            } else if (due - next < 0) {
                next = due;
            }
        }
        if (side.channel().isOpen()) {
            schedule(next);
        }
    }

    private long shortest() {
        return Math.min(Math.min(idleNanos, keepAliveNanos), tunnelNanos);
    }

    private void schedule(long due) {
        timer =
                side.channel()
                        .eventLoop()
                        .schedule(this::check, Math.max(1, due - side.now()), TimeUnit.NANOSECONDS);
    }
}
