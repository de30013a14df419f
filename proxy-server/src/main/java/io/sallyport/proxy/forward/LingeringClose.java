package io.sallyport.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes a client's channel so that our last words arrive: a FIN behind them, then whatever the client
/// still sends is read and thrown away until it closes, too.
///
/// Closing at once while something unread is waiting makes the kernel send a reset, and the reset makes
/// the client throw away what it has not read: just the alert that would have told it what is wrong.
public final class LingeringClose extends ChannelInboundHandlerAdapter {
    /// Long enough for a round trip to anywhere; nobody is owed more.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// What a client may have on its way that has not read our last words.
    private static final int MAX_DISCARDED = 256 * 1024;

    private int discarded;
    private @Nullable ScheduledFuture<?> deadline;

    private final ChannelFuture outputClosed;

    private LingeringClose(ChannelFuture outputClosed) {
        this.outputClosed = outputClosed;
    }

    /// Closes the channel in the end. No handler of it hears of input any more.
    ///
    /// @param outputClosed completed when our FIN is on its way, see [StreamEnd#shutdownOutput]
    public static void start(Channel channel, ChannelFuture outputClosed) {
        if (channel.isOpen()) {
            channel.pipeline().addFirst(new LingeringClose(outputClosed));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline =
                ctx.executor()
                        .schedule(() -> ctx.close(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        outputClosed.addListener(done -> {
            if (done.isSuccess()) {
                ctx.read();
            } else {
                ctx.close();
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf bytes) {
            discarded += bytes.readableBytes();
        }
        ReferenceCountUtil.release(msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (discarded > MAX_DISCARDED) {
            ctx.close();
        } else {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        ctx.fireChannelInactive();
    }
}
