package io.sallyport.proxy.http;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The end of a connection that loses no request (RFC 9113, section 6.8): a first GOAWAY asks the client to begin no
/// more streams; a second one, when the client has seen the first, says which was the last that counted.
final class Http2Drain {
    /// In the PING frame that goes after the first one.
    private static final long MARK = 0x6472_6169_6e00_0000L;

    /// For clients that answer no PING.
    private static final long PATIENCE_SECONDS = 1;

    private final Http2ClientSide side;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean started;
    private boolean announced;

    Http2Drain(Http2ClientSide side) {
        this.side = side;
    }

    /// Whether the client knows which stream was the last.
    boolean isAnnounced() {
        return announced;
    }

    void start() {
        if (started) {
            return;
        }
        started = true;
        side.announceEnd(Integer.MAX_VALUE);
        side.ping(MARK);
        deadline =
                side.channel()
                        .eventLoop()
                        .schedule(this::announce, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    void pingAnswered(long data) {
        if (started && data == MARK) {
            announce();
        }
    }

    private void announce() {
        if (!announced) {
            announced = true;
            stop();
            side.announceEnd(side.connection().remote().lastStreamCreated());
        }
    }
}
