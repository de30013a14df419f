package io.sallyport.proxy.forward;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;

/// The ways to end a stream so that the peer understands what is meant.
public final class StreamEnd {
    private static final int AT_ONCE = 0;

    private StreamEnd() {}

    /// Sends a FIN after everything that was written; the other direction goes on. Netty's own
    /// shutdownOutput would drop what has not been sent.
    public static ChannelFuture shutdownOutput(Channel channel) {
        ChannelPromise done = channel.newPromise();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> {
                    if (written.isSuccess()) {
                        // on its own: if the peer is gone already, this throws, and the stack trace
                        // is short
                        channel.eventLoop()
                                .execute(() -> ((DuplexChannel) channel).shutdownOutput(done));
                    } else {
                        done.setFailure(written.cause());
                    }
                });
        return done;
    }

    /// Closes after everything that was written.
    public static void close(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /// Closes at once, by a reset where there is such a thing: the peer is not to take what it got for
    /// all there is.
    public static void abort(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, AT_ONCE);
        }
        channel.close();
    }
}
