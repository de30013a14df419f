package io.sallyport.proxy.forward;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.AbstractEpollStreamChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The ways to end a stream so that the peer understands what is meant.
public final class StreamEnd {
    private static final int AT_ONCE = 0;

    /// Enough for a client that is near; one that is far has its FIN hardly later than it would have had.
    static final Duration ANSWER = Duration.ofMillis(50);

    private StreamEnd() {}

    /// Sends a FIN after everything that was written; the other direction goes on. Netty's own
    /// shutdownOutput would drop what has not been sent.
    ///
    /// With epoll, what was written last and the FIN are one segment: a peer that closes on the first of
    /// two would have both kernels wait for each other's sockets.
    public static ChannelFuture shutdownOutput(Channel channel) {
        ChannelPromise done = channel.newPromise();
        if (channel.config() instanceof EpollSocketChannelConfig config && channel.isOpen()) {
            config.setTcpCork(true);
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> {
                    if (written.isSuccess()) {
                        sendFin(channel, done);
                    } else {
                        done.setFailure(written.cause());
                    }
                });
        return done;
    }

    /// Sends everything that was written, and a FIN only to a peer that does not close the connection by
    /// itself within [#ANSWER]: what was written ends in a word that says that this is all, such as TLS's
    /// `close_notify`. Most peers close on it, as TLS 1.2 obliges them to (RFC 5246, section 7.2.1); in TLS
    /// 1.3 they may go on, and some that have nothing to say wait for the FIN.
    ///
    /// A FIN that is not needed costs two system calls, and a wake-up of the event loop by what acknowledges
    /// it. Not for a connection that is over as a whole: there the word and the FIN are one segment, and the
    /// socket in TIME_WAIT is ours, not that of a client who needs its ports.
    ///
    /// @return completed when everything that was written is on its way, or cannot be sent any more
    public static ChannelFuture shutdownOutputUnlessClosed(Channel channel) {
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> {
                    if (written.isSuccess()) {
                        sendFinUnlessClosed(channel);
                    }
                });
    }

    private static void sendFinUnlessClosed(Channel channel) {
        Future<?> fin =
                channel.eventLoop()
                        .schedule(
                                () -> sendFin(channel, channel.newPromise()),
                                ANSWER.toMillis(),
                                TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(_ -> fin.cancel(false));
    }

    /// With epoll not by Netty's shutdownOutput, because that makes an exception with a stack trace for
    /// what might still be in its buffer, where nothing is any more.
    private static void sendFin(Channel channel, ChannelPromise done) {
        if (channel instanceof AbstractEpollStreamChannel epoll
                && epoll.fd() instanceof Socket socket) {
            try {
                socket.shutdown(false, true);
                done.setSuccess();
            } catch (IOException | NotYetConnectedException e) {
                done.setFailure(e);
            }
        } else {
            ((DuplexChannel) channel).shutdownOutput(done);
        }
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
