package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.insight.Direction;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Counts the bytes of a client's connection and looks at the clock: whether anything moves at all, and whether
/// the head of a request comes in time, however slowly its bytes do.
///
/// One timer for each connection, which is looked at when it runs out, and not at every byte.
final class ClientWatch extends ChannelDuplexHandler {
    private final ClientConnection connection;
    private final EventLoop loop;
    private final Ticker clock;
    private final long idleNanos;
    private final long keepAliveNanos;
    private final long headNanos;
    private final long tunnelNanos;
    private final ClientSide client;
    private @Nullable ScheduledFuture<?> timer;
    private long lastMoved;
    private long headBegun;
    private boolean headPending;
    private boolean requestUnderWay;
    private boolean tunnel;

    ClientWatch(ClientConnection connection, ListenerSettings settings, ClientSide client) {
        this.connection = connection;
        this.loop = connection.channel().eventLoop();
        this.clock = loop.ticker();
        this.idleNanos = settings.idleTimeout().toNanos();
        this.keepAliveNanos =
                settings.http().keepAliveTimeout().map(Duration::toNanos).orElse(idleNanos);
        this.headNanos = settings.http().headTimeout().toNanos();
        this.tunnelNanos =
                settings.http().webSocketTimeout().map(Duration::toNanos).orElse(idleNanos);
        this.client = client;
    }

    void start() {
        lastMoved = clock.nanoTime();
        schedule(firstDue());
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /// Bytes came that may be a head's, and are not to be read yet.
    void headBegun() {
        if (!headPending) {
            headPending = true;
            headBegun = clock.nanoTime();
        }
    }

    /// Whether some of a head has come.
    boolean isHeadBegun() {
        return headPending;
    }

    /// The head has come whole.
    void requestBegun() {
        headPending = false;
        requestUnderWay = true;
    }

    /// No heads come any more.
    void tunnelBegun() {
        tunnel = true;
    }

    /// The next bytes are another head's.
    void requestOver() {
        requestUnderWay = false;
        lastMoved = clock.nanoTime();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        lastMoved = clock.nanoTime();
        if (!requestUnderWay) {
            headBegun();
        }
        connection.transferred(Direction.IN, ((ByteBuf) msg).readableBytes());
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        lastMoved = clock.nanoTime();
        connection.transferred(Direction.OUT, ((ByteBuf) msg).readableBytes());
        ctx.write(msg, promise);
    }

    private void check() {
        timer = null;
        long now = clock.nanoTime();
        if (headPending && now - headBegun >= headNanos) {
            client.headTimedOut();
        } else if (now - lastMoved >= patienceNanos()) {
            lastMoved = now;
            client.idle();
        }
        if (connection.channel().isOpen()) {
            schedule(firstDue());
        }
    }

    private long firstDue() {
        long due = lastMoved + patienceNanos();
        return headPending ? Math.min(due, headBegun + headNanos) : due;
    }

    private long patienceNanos() {
        if (tunnel) {
            return tunnelNanos;
        }
        return requestUnderWay || headPending ? idleNanos : keepAliveNanos;
    }

    private void schedule(long due) {
        // what it waits for may be something else by then
        long at =
                Math.min(
                        due,
                        clock.nanoTime()
                                + Math.min(Math.min(headNanos, keepAliveNanos), tunnelNanos));
        timer =
                loop.schedule(
                        this::check, Math.max(1, at - clock.nanoTime()), TimeUnit.NANOSECONDS);
    }
}
