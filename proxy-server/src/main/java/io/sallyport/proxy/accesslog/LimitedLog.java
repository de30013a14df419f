package io.sallyport.proxy.accesslog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// A log that writes no more lines than somebody can make use of, and says how many it left out.
/// Thread-safe.
final class LimitedLog {
    private static final long SUMMARY_SECONDS = 1;

    private final Logger logger;
    private final LineLimit limit;
    private final Executor later;
    private final AtomicBoolean summaryDue = new AtomicBoolean();

    /// @param name as it stands in the lines
    /// @param perSecond lines on average
    /// @param burst lines at once
    LimitedLog(String name, int perSecond, int burst) {
        this(
                name,
                new LineLimit(perSecond, burst, System::nanoTime),
                CompletableFuture.delayedExecutor(SUMMARY_SECONDS, TimeUnit.SECONDS));
    }

    /// @param later runs the summary of what was left out
    LimitedLog(String name, LineLimit limit, Executor later) {
        this.logger = LoggerFactory.getLogger(name);
        this.limit = limit;
        this.later = later;
    }

    /// Writes a line, if the level is on and there is room; only then the line is made.
    void log(Level level, Supplier<Line> line) {
        if (!logger.isEnabledForLevel(level)) {
            return;
        }
        if (limit.admits()) {
            line.get().write(logger, level);
        } else if (summaryDue.compareAndSet(false, true)) {
            later.execute(this::summary);
        }
    }

    private void summary() {
        summaryDue.set(false);
        long count = limit.takeLeftOut();
        if (count > 0) {
            new Line("lines left out because there were too many; the metrics count them all")
                    .field("left_out", count)
                    .write(logger, Level.WARN);
        }
    }
}
