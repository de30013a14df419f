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

    /// Ends the output of a connection whose other direction goes on for as long as the peer likes. Where
    /// the protocol has words for the end, they come first, see [StreamEnd#endInWords].
    ///
    /// @return completed when the peer was told, or cannot be told any more
    default ChannelFuture endOutput(Channel channel) {
        return closeOutput(channel);
    }
}
