package io.sallyport.proxy.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleWatchTest {
    private final EmbeddedChannel one = new EmbeddedChannel();
    private final EmbeddedChannel other = new EmbeddedChannel();
    private final AtomicInteger idle = new AtomicInteger();
    private final IdleWatch watch =
            new IdleWatch(one.eventLoop(), Duration.ofSeconds(10), idle::incrementAndGet);

    @BeforeEach
    void start() {
        one.freezeTime();
        watch.start(one, other);
    }

    @AfterEach
    void stop() {
        one.finishAndReleaseAll();
        other.finishAndReleaseAll();
    }

    @Test
    void tellsOnceWhenNothingMoves() {
        advance(9);
        assertThat(idle).hasValue(0);
        advance(1);
        assertThat(idle).hasValue(1);
        advance(100);
        assertThat(idle).hasValue(1);
    }

    @Test
    void countsFromTheLastActivity() {
        advance(9);
        watch.active();
        advance(9);
        assertThat(idle).hasValue(0);
        advance(1);
        assertThat(idle).hasValue(1);
    }

    @Test
    void takesWhatASlowReaderTakesForActivity() {
        other.write(Unpooled.wrappedBuffer(new byte[100]));
        advance(10);
        assertThat(idle).as("more is waiting than at the start").hasValue(0);
        other.flush();
        advance(10);
        assertThat(idle).as("less is waiting than before").hasValue(0);
        advance(10);
        assertThat(idle).hasValue(1);
    }

    @Test
    void saysNothingOnceItIsStopped() {
        watch.stop();
        advance(100);
        assertThat(idle).hasValue(0);
    }

    private void advance(int seconds) {
        one.advanceTimeBy(seconds, TimeUnit.SECONDS);
        one.runScheduledPendingTasks();
    }
}
