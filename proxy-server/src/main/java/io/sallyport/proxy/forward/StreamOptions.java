package io.sallyport.proxy.forward;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/// The options of every channel that data is forwarded by, on either side.
///
/// Nothing is read unless asked for, and one read takes at most [#MAX_READ] bytes. So what the proxy
/// holds for a reader that does not read is bounded: `buffer_per_direction`, and the reads under way.
public final class StreamOptions {
    /// Bytes that one read takes at most.
    public static final int MAX_READ = 64 * 1024;

    /// A ClientHello, usually whole.
    private static final int FIRST_READ = 2048;

    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(FIRST_READ, FIRST_READ, MAX_READ);

    private StreamOptions() {}

    /// Sets the options.
    ///
    /// @param bufferPerDirection bytes written and not sent beyond which the channel is not writable
    public static void apply(Channel channel, int bufferPerDirection) {
        ChannelConfig config = channel.config();
        config.setAutoRead(false);
        config.setRecvByteBufAllocator(READS);
        config.setWriteBufferWaterMark(
                new WriteBufferWaterMark(bufferPerDirection / 2, bufferPerDirection));
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        // TCP_NODELAY is on already: Netty's default. SO_KEEPALIVE stays off: idle_timeout is far
        // shorter.
    }
}
