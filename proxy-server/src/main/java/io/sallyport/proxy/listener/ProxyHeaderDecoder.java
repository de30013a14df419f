package io.sallyport.proxy.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/// Reads the PROXY header that a connection begins with, in either version. Leaves the pipeline when it is read; what
/// came behind it is passed on.
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {
    /// Of what version 2 may say besides addresses. All that is in use, a client's certificate included, fits.
    private static final int MOST_EXTENSION_BYTES = 4 << 10;

    private long received;
    private boolean reading;

    ProxyHeaderDecoder() {
        super(MOST_EXTENSION_BYTES);
    }

    /// How many bytes have come.
    long received() {
        return received;
    }

    /// Whether it is at work: who closes the channel now is it, because of what it reads.
    boolean isReading() {
        return reading;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        received += ((ByteBuf) msg).readableBytes();
        reading = true;
        try {
            super.channelRead(ctx, msg);
        } finally {
            reading = false;
        }
    }
}
