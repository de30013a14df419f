package io.sallyport.proxy.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When a peer that has been told the end in words gets a FIN.
class StreamEndTest {
    private static final long ANSWER = StreamEnd.ANSWER.toMillis();

    private final SlowNetwork network = new SlowNetwork();
    private final Socket channel = new Socket(network);

    StreamEndTest() {
        channel.freezeTime();
    }

    @AfterEach
    void release() {
        network.sendAll();
        channel.finishAndReleaseAll();
    }

    @Test
    void aPeerThatDoesNotCloseGetsAFinBehindTheLastWords() {
        ChannelFuture told = end();
        assertThat(told.isDone()).as("sent").isFalse();
        network.sendAll();
        assertThat(told.isSuccess()).as("sent").isTrue();
        pass(ANSWER - 1);
        assertThat(channel.fins).as("FIN before the answer is due").isZero();
        pass(1);
        assertThat(channel.fins).as("FIN").isOne();
    }

    @Test
    void whatWaitsForASlowPeerIsNotCutOff() {
        end();
        pass(100 * ANSWER);
        assertThat(channel.fins).as("FIN while data waits").isZero();
        network.sendAll();
        pass(ANSWER);
        assertThat(channel.fins).as("FIN").isOne();
    }

    @Test
    void aPeerThatClosesNeedsNoFin() {
        end();
        network.sendAll();
        channel.pipeline().close(); // the channel itself would drop what is scheduled
        pass(ANSWER);
        assertThat(channel.fins).as("FIN").isZero();
    }

    @Test
    void aPeerThatCannotBeToldGetsNoFin() {
        ChannelFuture told = end();
        network.failAll();
        pass(ANSWER);
        assertThat(told.isSuccess()).as("told").isFalse();
        assertThat(channel.fins).as("FIN").isZero();
    }

    private ChannelFuture end() {
        channel.write(Unpooled.copiedBuffer(new byte[] {1, 2, 3}));
        return StreamEnd.shutdownOutputUnlessClosed(channel);
    }

    private void pass(long milliseconds) {
        channel.advanceTimeBy(milliseconds, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    /// Sends nothing before it is told to.
    private static final class SlowNetwork extends ChannelOutboundHandlerAdapter {
        private record Write(ChannelHandlerContext to, Object message, ChannelPromise promise) {}

        private final Queue<Write> unsent = new ArrayDeque<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            unsent.add(new Write(context, message, promise));
        }

        void sendAll() {
            while (!unsent.isEmpty()) {
                Write write = unsent.remove();
                write.to().writeAndFlush(write.message(), write.promise());
            }
        }

        void failAll() {
            while (!unsent.isEmpty()) {
                Write write = unsent.remove();
                ReferenceCountUtil.release(write.message());
                write.promise().setFailure(new IOException("gone"));
            }
        }
    }

    /// A socket that counts its FINs.
    private static final class Socket extends EmbeddedChannel implements DuplexChannel {
        private int fins;

        Socket(SlowNetwork network) {
            super(network);
        }

        @Override
        public ChannelFuture shutdownOutput(ChannelPromise promise) {
            fins++;
            return promise.setSuccess();
        }

        @Override
        public ChannelFuture shutdownOutput() {
            return shutdownOutput(newPromise());
        }

        @Override
        public boolean isOutputShutdown() {
            return fins > 0;
        }

        @Override
        public boolean isInputShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdownInput() {
            return onlyOutput();
        }

        @Override
        public ChannelFuture shutdownInput(ChannelPromise promise) {
            return onlyOutput();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdown() {
            return onlyOutput();
        }

        @Override
        public ChannelFuture shutdown(ChannelPromise promise) {
            return onlyOutput();
        }

        private static ChannelFuture onlyOutput() {
            throw new AssertionError("something else than the output was shut down");
        }
    }
}
