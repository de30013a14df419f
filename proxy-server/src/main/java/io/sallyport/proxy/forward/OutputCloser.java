package io.sallyport.proxy.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// Ends our direction of a connection in order, while the other goes on.
@FunctionalInterface
public interface OutputCloser {

    /// For channels without TLS: a FIN after everything that was written.
    OutputCloser PLAIN = StreamEnd::shutdownOutput;

    /// Ends the output after everything that was written. Nothing may be written afterwards.
    ///
    /// @return completed when the peer was told, or cannot be told any more
    ChannelFuture closeOutput(Channel channel);
}
