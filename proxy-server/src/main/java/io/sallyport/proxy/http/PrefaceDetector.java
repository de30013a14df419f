package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds out whether a client without TLS speaks HTTP/2 from its first byte on, because it knows that we do (RFC 9113,
/// section 3.3). No request of HTTP/1.1 begins like that.
final class PrefaceDetector extends ChannelInboundHandlerAdapter {
    /// RFC 9113, section 3.4.
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ClientSide client;
    private @Nullable ByteBuf held;

    PrefaceDetector(ClientSide client) {
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        if (held != null) {
            bytes = Unpooled.wrappedBuffer(held, bytes);
            held = null;
        }
        if (!mayBePreface(bytes)) {
            pass(ctx, bytes);
        } else if (bytes.readableBytes() < PREFACE.length) {
            held = bytes;
            client.preambleBegun();
        } else {
            client.becomeHttp2();
            pass(ctx, bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (held != null) {
            ctx.read();
        } else {
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ByteBuf bytes = held;
        if (event == ChannelInputShutdownEvent.INSTANCE && bytes != null) {
            held = null;
            pass(ctx, bytes);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private void pass(ChannelHandlerContext ctx, ByteBuf bytes) {
        ctx.fireChannelRead(bytes);
        ctx.pipeline().remove(this);
    }

    private static boolean mayBePreface(ByteBuf bytes) {
        int length = Math.min(bytes.readableBytes(), PREFACE.length);
        for (int i = 0; i < length; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != PREFACE[i]) {
                return false;
            }
        }
        return true;
    }
}
