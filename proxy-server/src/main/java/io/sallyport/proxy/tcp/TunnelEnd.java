package io.sallyport.proxy.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.sallyport.proxy.forward.InputBroken;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.insight.Direction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One end of a [Tunnel], the last handler of its channel: passes what comes in on to the other end.
///
/// It reads once, and again only when the other end can take more: that is all the back-pressure there
/// is. Only when a peer ends its stream may one more read come unasked for, because some transports
/// hurry to find the end.
final class TunnelEnd extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelEnd.class);

    private final Tunnel tunnel;
    private final Direction direction;
    private final OutputCloser outputCloser;
    private final Queue<ByteBuf> early = new ArrayDeque<>(0);
    private @Nullable ChannelHandlerContext context;
    private @Nullable TunnelEnd opposite;
    private boolean written;
    private boolean inputEnded;
    private boolean outputClosing;
    private boolean outputClosed;

    /// @param direction of what comes in here
    /// @param outputCloser ends what goes out here
    TunnelEnd(Tunnel tunnel, Direction direction, OutputCloser outputCloser) {
        this.tunnel = tunnel;
        this.direction = direction;
        this.outputCloser = outputCloser;
    }

    /// Becomes the last handler of the channel.
    void attach(Channel channel) {
        channel.pipeline().addLast(this);
    }

    /// Starts passing data on.
    void join(TunnelEnd other) {
        opposite = other;
        while (!early.isEmpty()) {
            other.write(early.remove());
        }
        other.flush();
        if (inputEnded) {
            other.closeOutput();
        } else if (context != null) {
            context.read();
        }
    }

    boolean isOpen() {
        return context != null && context.channel().isOpen();
    }

    /// Whether the peer ended its stream in order.
    boolean isInputEnded() {
        return inputEnded;
    }

    /// Whether both streams ended in order.
    boolean isDone() {
        return inputEnded && outputClosed;
    }

    /// Ends the stream to the peer in order.
    void closeOutput() {
        if (context != null && !outputClosing) {
            outputClosing = true;
            Channel channel = context.channel();
            (inputEnded ? outputCloser.closeOutput(channel) : outputCloser.halfClose(channel))
                    .addListener(_ -> {
                        outputClosed = true;
                        closeIfDone();
                    });
        }
    }

    /// Nobody wants any more what the peer sends; what is to go out still does.
    void discardInput() {
        inputEnded = true;
        closeIfDone();
    }

    /// Closes after everything that was written, without ending the stream in order.
    void close() {
        if (context != null && !outputClosing) {
            outputClosing = true;
            inputEnded = true;
            StreamEnd.close(context.channel());
        }
    }

    /// Closes by a reset.
    void abort() {
        if (context != null) {
            StreamEnd.abort(context.channel());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        while (!early.isEmpty()) {
            early.remove().release();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        if (inputEnded) {
            bytes.release();
            return;
        }
        tunnel.transferred(direction, bytes.readableBytes());
        if (opposite == null) {
            early.add(bytes);
        } else {
            opposite.write(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (opposite == null) {
            return;
        }
        opposite.flush();
        if (opposite.isWritable()) {
            readMore();
        } else {
            tunnel.paused(direction);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (opposite != null && ctx.channel().isWritable()) {
            opposite.readMore();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !inputEnded) {
            inputEnded = true;
            tunnel.inputEnded(this);
            if (opposite != null) {
                opposite.closeOutput();
            }
            closeIfDone();
        } else if (event == InputBroken.EVENT) {
            tunnel.lost(this);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tunnel.lost(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            tunnel.lost(this);
        } else {
            LOG.error("forwarding failed on {}", ctx.channel(), cause);
            tunnel.failed(this);
        }
        ctx.close();
    }

    private void write(ByteBuf bytes) {
        if (context == null || outputClosing) {
            bytes.release();
        } else {
            written = true;
            context.write(bytes, context.voidPromise());
        }
    }

    private void flush() {
        if (context != null && written) {
            written = false;
            context.flush();
        }
    }

    private boolean isWritable() {
        return context != null && context.channel().isWritable();
    }

    private void readMore() {
        if (context != null && !inputEnded) {
            context.read();
        }
    }

    private void closeIfDone() {
        if (context != null && isDone()) {
            context.close();
        }
    }
}
