package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks at the clock for a client's connection of HTTP/2: whether it begins, whether each header that is begun ends,
/// whether each of its streams moves, and whether there are any. Frames that belong to no stream keep nothing alive.
final class Http2Watch {
    private final Http2ClientSide side;
    private final Http2ClientStreams streams;
    private final long idleNanos;
    private final long keepAliveNanos;
    private final long tunnelNanos;
    private final long headNanos;
    private final Http2FrameScan scan = new Http2FrameScan();
    private @Nullable ScheduledFuture<?> timer;
    private long opened;
    private long lastClosed;
    private long openHeader;
    private long headerBegun;

    Http2Watch(Http2ClientSide side, Http2ClientStreams streams, ListenerSettings settings) {
        this.side = side;
        this.streams = streams;
        this.idleNanos = settings.idleTimeout().toNanos();
        this.keepAliveNanos =
                settings.http().keepAliveTimeout().map(Duration::toNanos).orElse(idleNanos);
        this.tunnelNanos =
                settings.http().webSocketTimeout().map(Duration::toNanos).orElse(idleNanos);
        this.headNanos = settings.http().headTimeout().toNanos();
    }

    void start() {
        opened = side.now();
        lastClosed = opened;
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

    /// @param bytes stay the caller's
    void received(ByteBuf bytes) {
        scan.read(bytes);
        if (scan.openHeader() != openHeader) {
            openHeader = scan.openHeader();
            headerBegun = side.now();
        }
    }

    private void check() {
        timer = null;
        long now = side.now();
        if (headDue(now) - now <= 0) {
            side.timedOut(
                    scan.hasBegun() ? Http2Failure.HEADER_TIMEOUT : Http2Failure.PREFACE_TIMEOUT);
            return;
        }
        // by then there may be other streams, or none any more
        long next = Math.min(headDue(now), now + shortest());
        if (streams.isEmpty()) {
            if (now - lastClosed >= keepAliveNanos) {
                side.idle();
            } else {
                schedule(Math.min(lastClosed + keepAliveNanos, next));
            }
            return;
        }
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

    /// When the preface, or the header that is under way, must be whole; if there is none, when one that begins now.
    private long headDue(long now) {
        if (!scan.hasBegun()) {
            return opened + headNanos;
        }
        return (openHeader == 0 ? now : headerBegun) + headNanos;
    }

    private long shortest() {
        return Math.min(Math.min(idleNanos, keepAliveNanos), Math.min(tunnelNanos, headNanos));
    }

    private void schedule(long due) {
        timer =
                side.channel()
                        .eventLoop()
                        .schedule(this::check, Math.max(1, due - side.now()), TimeUnit.NANOSECONDS);
    }
}
