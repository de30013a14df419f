package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Lets another thread write: standard output may be a pipe that nobody reads, and an event loop must
/// not wait for it. What does not fit into the queue is left out and counted.
final class QueueAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int CAPACITY = 8192;
    private static final long STOP_MILLIS = 2_000;

    private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong leftOut = new AtomicLong();
    private final Appender<ILoggingEvent> target;
    private final Thread writer;

    QueueAppender(Appender<ILoggingEvent> target) {
        this.target = target;
        writer = Thread.ofPlatform().daemon().name("log").unstarted(this::write);
    }

    @Override
    public void start() {
        super.start();
        writer.start();
    }

    /// Waits until what is in the queue is written, but no longer than two seconds.
    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        writer.interrupt();
        try {
            writer.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        target.stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (!queue.offer(event)) {
            leftOut.incrementAndGet();
        }
    }

    private void write() {
        try {
            while (isStarted()) {
                pass(queue.take());
            }
        } catch (InterruptedException _) {
            // told to stop: what is left is written below
        }
        for (ILoggingEvent event = queue.poll(); event != null; event = queue.poll()) {
            pass(event);
        }
    }

    private void pass(ILoggingEvent event) {
        target.doAppend(event);
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            target.doAppend(note(missing));
        }
    }

    private ILoggingEvent note(long missing) {
        LoggerContext context = (LoggerContext) Objects.requireNonNull(getContext());
        return new LoggingEvent(
                QueueAppender.class.getName(),
                context.getLogger("log"),
                Level.WARN,
                missing + " lines left out: standard output is slower than they came",
                null,
                null);
    }
}
