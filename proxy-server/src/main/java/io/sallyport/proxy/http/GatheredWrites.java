package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CoalescingBufferQueue;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Makes one write of the many small ones that frames are: each write is a TLS record of its own, or more.
final class GatheredWrites extends ChannelOutboundHandlerAdapter {
    /// Some full records. What is gathered is not seen by [io.netty.channel.Channel#isWritable].
    private static final int ENOUGH = 64 * 1024;

    private static final int FRAMES = 16;

    private final IntConsumer written;
    private @Nullable CoalescingBufferQueue gathered;

    /// @param written is told of the bytes of each write
    GatheredWrites(IntConsumer written) {
        this.written = written;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        gathered = new CoalescingBufferQueue(ctx.channel(), FRAMES);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) msg;
        if (!bytes.isReadable()) {
            pass(ctx);
            ctx.write(bytes, promise);
            return;
        }
        written.accept(bytes.readableBytes());
        queue().add(bytes, promise);
        if (queue().readableBytes() >= ENOUGH) {
            pass(ctx);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        pass(ctx);
        ctx.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        queue().releaseAndFailAll(new ClosedChannelException());
    }

    private void pass(ChannelHandlerContext ctx) {
        int bytes = queue().readableBytes();
        if (bytes > 0) {
            ChannelPromise promise = ctx.newPromise();
            ctx.write(queue().remove(bytes, promise), promise);
        }
    }

    private CoalescingBufferQueue queue() {
        return Objects.requireNonNull(gathered);
    }
}
