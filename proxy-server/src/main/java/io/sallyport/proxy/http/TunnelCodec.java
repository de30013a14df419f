package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/// Takes the place of a connection's reader and writer of HTTP when it has become a tunnel: what comes is content, and
/// the end of the stream its last part; and the other way around.
final class TunnelCodec extends ChannelDuplexHandler {
    private final Runnable outputEnded;

    /// @param outputEnded ends the output after everything that was written
    TunnelCodec(Runnable outputEnded) {
        this.outputEnded = outputEnded;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ctx.fireChannelRead(msg instanceof ByteBuf bytes ? new DefaultHttpContent(bytes) : msg);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            ctx.fireChannelReadComplete();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof HttpContent content) {
            ctx.write(content.content(), promise);
            if (content instanceof LastHttpContent) {
                outputEnded.run();
            }
        } else {
            ctx.write(msg, promise);
        }
    }
}
