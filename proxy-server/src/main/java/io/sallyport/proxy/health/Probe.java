package io.sallyport.proxy.health;

import io.netty.channel.Channel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is said over a connection that was made to find out whether a server is well.
@FunctionalInterface
interface Probe {

    /// Says it.
    ///
    /// @param verdict takes what is wrong, in words, or null for nothing; later calls are ignored. Called on the
    ///     channel's event loop
    void over(Channel channel, Consumer<@Nullable String> verdict);
}
