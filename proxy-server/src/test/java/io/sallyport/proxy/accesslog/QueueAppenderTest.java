package io.sallyport.proxy.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueueAppenderTest {
    private final LoggerContext context = new LoggerContext();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> written = new CopyOnWriteArrayList<>();

    /// Standard output that nobody reads until it is released.
    private final class Pipe extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            stuck.countDown();
            try {
                if (!release.await(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("never released");
                }
            } catch (InterruptedException e) {
                // stop() interrupts; a real write would go on
            }
            written.add(event.getFormattedMessage());
        }
    }

    @Test
    void neverWaitsForTheOutputAndCountsWhatItLeavesOut() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        Pipe pipe = new Pipe();
        pipe.start();
        QueueAppender appender = new QueueAppender(pipe);
        appender.setContext(context);
        appender.start();
        appender.doAppend(event("first"));
        stuck.await();
        for (int i = 0; i < 10_000; i++) {
            appender.doAppend(event("line " + i));
        }
        release.countDown();
        appender.stop();

        assertThat(written)
                .hasSize(1 + 8192 + 1)
                .contains("first", "line 0", "line 8191")
                .contains("1808 lines left out: standard output is slower than they came");
    }

    private ILoggingEvent event(String message) {
        return new LoggingEvent(
                getClass().getName(), context.getLogger("x"), Level.INFO, message, null, null);
    }
}
