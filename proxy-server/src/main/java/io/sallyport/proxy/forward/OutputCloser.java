package io.sallyport.proxy.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// Ends our direction of a connection in order.
@FunctionalInterface
public interface OutputCloser {

    /// For channels without TLS: a FIN after everything that was written.
    OutputCloser PLAIN = StreamEnd::shutdownOutput;

    /// Ends the output after everything that was written, with a FIN. Nothing may be written afterwards.
    ///
    /// @return completed when the peer was told, or cannot be told any more
    ChannelFuture closeOutput(Channel channel);

    /// The same while the peer may go on sending. Where the protocol has a word for the end, a peer that
    /// closes on it needs no FIN, see [StreamEnd#shutdownOutputUnlessClosed].
    ///
    /// @return completed when the peer was told, or cannot be told any more
    default ChannelFuture halfClose(Channel channel) {
        return closeOutput(channel);
    }
}
