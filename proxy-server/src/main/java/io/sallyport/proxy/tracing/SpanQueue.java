package io.sallyport.proxy.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sallyport.proxy.insight.SpanLoss;
import io.sallyport.proxy.insight.TrafficObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Spans on their way to the collector. Another thread sends them in batches, one at a time; what does not fit into the
/// queue meanwhile is lost and counted. Nobody ever waits but that thread. Thread-safe.
final class SpanQueue implements AutoCloseable {
    /// Some megabytes at most, and a second of what a busy proxy traces of itself.
    private static final int CAPACITY = 4096;

    private static final int BATCH = 512;

    /// How long the first span of a batch waits for others.
    private static final Duration GATHERING = Duration.ofSeconds(1);

    /// How long the end may take.
    private static final Duration LAST = Duration.ofSeconds(2);

    private final BlockingQueue<EndedSpan> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final SpanExporter exporter;
    private final Resource resource;
    private final Duration timeout;
    private final TrafficObserver observer;
    private final Thread sender;
    private volatile boolean closed;

    private SpanQueue(
            SpanExporter exporter, Resource resource, Duration timeout, TrafficObserver observer) {
        this.exporter = exporter;
        this.resource = resource;
        this.timeout = timeout;
        this.observer = observer;
        this.sender = Thread.ofPlatform().daemon().name("spans").unstarted(this::send);
    }

    /// @param resource whose spans they are
    /// @param timeout how long one batch may take
    /// @param observer hears what becomes of them
    static SpanQueue start(
            SpanExporter exporter, Resource resource, Duration timeout, TrafficObserver observer) {
        SpanQueue queue = new SpanQueue(exporter, resource, timeout, observer);
        queue.sender.start();
        return queue;
    }

    /// Takes it, or counts it as lost.
    void offer(EndedSpan span) {
        if (!queue.offer(span)) {
            observer.spansLost(1, SpanLoss.QUEUE_FULL, null);
        }
    }

    @Override
    public void close() {
        closed = true;
        sender.interrupt();
        try {
            sender.join(LAST);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exporter.shutdown();
    }

    private void send() {
        List<EndedSpan> batch = new ArrayList<>(BATCH);
        while (!closed) {
            gather(batch);
            export(batch);
            batch.clear();
        }
        // what came until the end; close() does not wait for a collector that does not answer
        while (queue.drainTo(batch, BATCH) > 0) {
            export(batch);
            batch.clear();
        }
    }

    /// Waits for a first span, and a little for more. An interrupt says that the end has come.
    private void gather(List<EndedSpan> batch) {
        try {
            batch.add(queue.take());
            long until = System.nanoTime() + GATHERING.toNanos();
            while (batch.size() < BATCH) {
                EndedSpan next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return;
                }
                batch.add(next);
                queue.drainTo(batch, BATCH - batch.size());
            }
        } catch (InterruptedException _) {
            // the loop in send() looks at what it means
        }
    }

    private void export(List<EndedSpan> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<SpanData> spans = new ArrayList<>(batch.size());
            batch.forEach(span -> spans.add(span.data(resource)));
            tell(batch.size(), await(exporter.export(spans)));
        } catch (RuntimeException e) {
            // one that cannot be put into words must not end the thread
            observer.spansLost(batch.size(), SpanLoss.NOT_EXPORTED, words(e));
        }
    }

    private CompletableResultCode await(CompletableResultCode result) {
        result.join(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (Thread.interrupted()) {
            result.join(LAST.toNanos(), TimeUnit.NANOSECONDS);
        }
        return result;
    }

    private void tell(int count, CompletableResultCode result) {
        if (result.isSuccess()) {
            observer.spansExported(count);
        } else {
            Throwable failure = result.getFailureThrowable();
            observer.spansLost(
                    count,
                    SpanLoss.NOT_EXPORTED,
                    failure == null ? "it did not answer in time" : words(failure));
        }
    }

    private static @Nullable String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
