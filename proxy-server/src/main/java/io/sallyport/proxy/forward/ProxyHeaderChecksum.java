package io.sallyport.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.util.zip.CRC32C;

/// Puts the checksum into a header of version 2 that has a place for it at its end, which Netty's encoder leaves to
/// others: of the whole header, with zeros where the checksum stands ("The PROXY protocol", section 2.2.3).
final class ProxyHeaderChecksum extends ChannelOutboundHandlerAdapter {
    /// PP2_TYPE_CRC32C.
    private static final byte TYPE = 0x03;

    private static final int LENGTH = 4;

    /// The place for it, to be the header's last.
    static HAProxyTLV empty() {
        return new HAProxyTLV(TYPE, Unpooled.wrappedBuffer(new byte[LENGTH]));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf header) {
            CRC32C checksum = new CRC32C();
            checksum.update(header.nioBuffer());
            header.setInt(header.writerIndex() - LENGTH, (int) checksum.getValue());
        }
        ctx.write(message, promise);
    }
}
