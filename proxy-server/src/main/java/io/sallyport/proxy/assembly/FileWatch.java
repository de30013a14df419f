package io.sallyport.proxy.assembly;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every ten seconds whether files have changed, on a thread of its own, because reading files blocks.
final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("sallyport");
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final ScheduledExecutorService thread;

    private FileWatch(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /// @param watched asked before each look
    static FileWatch start(Supplier<List<? extends WatchedFiles>> watched) {
        return start(watched, PERIOD);
    }

    /// The same with another time between two looks.
    static FileWatch start(Supplier<List<? extends WatchedFiles>> watched, Duration period) {
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("sallyport-files").factory());
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> watched.get().forEach(FileWatch::poll),
                        period.toMillis(),
                        period.toMillis(),
                        TimeUnit.MILLISECONDS);
        return new FileWatch(thread);
    }

    /// What goes wrong once must not end the watch.
    private static void poll(WatchedFiles watched) {
        try {
            watched.poll();
        } catch (RuntimeException e) {
            LOG.warn("what files say stays as it is, unexpectedly", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
