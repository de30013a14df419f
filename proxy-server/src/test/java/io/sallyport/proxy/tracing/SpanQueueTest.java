package io.sallyport.proxy.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.Reports;
import io.sallyport.proxy.insight.RequestReport;
import io.sallyport.proxy.insight.SpanIds;
import io.sallyport.proxy.insight.SpanLoss;
import io.sallyport.proxy.insight.TrafficObserver;
import io.sallyport.tls.event.HandshakePhase;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpanQueueTest {
    private static final Instant END = Instant.parse("2026-11-23T12:00:00Z");
    private static final SpanIds IDS = new SpanIds("b7ad6b7169203331", null);

    private final Told told = new Told();

    /// What the observer was told.
    private static final class Told implements TrafficObserver {
        private final AtomicInteger full = new AtomicInteger();
        private final AtomicInteger exported = new AtomicInteger();
        private final BlockingQueue<String> causes = new LinkedBlockingQueue<>();

        @Override
        public void spansExported(int count) {
            exported.addAndGet(count);
        }

        @Override
        public void spansLost(int count, SpanLoss loss, @Nullable String cause) {
            if (loss == SpanLoss.QUEUE_FULL) {
                full.addAndGet(count);
            } else {
                causes.add(count + " " + cause);
            }
        }
    }

    /// Does with each batch what a test says.
    private interface Taker extends SpanExporter {
        @Override
        default CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        default CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void losesAndCountsWhatDoesNotFitWhileTheCollectorTakesItsTime() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CompletableResultCode later = new CompletableResultCode();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger largest = new AtomicInteger();
        Taker exporter =
                spans -> {
                    busy.countDown();
                    taken.addAndGet(spans.size());
                    largest.accumulateAndGet(spans.size(), Math::max);
                    return later;
                };
        try (SpanQueue queue = queue(exporter)) {
            for (int i = 0; i < 512; i++) {
                queue.offer(span());
            }
            busy.await();
            for (int i = 0; i < 5000; i++) {
                queue.offer(span());
            }
            assertThat(told.full.get()).isGreaterThanOrEqualTo(5000 - 4096);
            later.succeed();
        }
        assertThat(taken.get()).isEqualTo(512 + 5000 - told.full.get());
        assertThat(largest.get()).isEqualTo(512);
        assertThat(told.exported.get()).isEqualTo(taken.get());
        assertThat(told.causes).isEmpty();
    }

    @Test
    void goesOnAfterAFault() throws Exception {
        AtomicInteger batches = new AtomicInteger();
        Taker exporter =
                spans -> {
                    if (batches.incrementAndGet() == 1) {
                        throw new IllegalStateException("no words for it");
                    }
                    return CompletableResultCode.ofSuccess();
                };
        try (SpanQueue queue = queue(exporter)) {
            queue.offer(span());
            assertThat(told.causes.poll(20, TimeUnit.SECONDS)).isEqualTo("1 no words for it");
            queue.offer(span());
        }
        assertThat(told.exported.get()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForEverForAnAnswer() throws Exception {
        Taker exporter = _ -> new CompletableResultCode();
        try (SpanQueue queue =
                SpanQueue.start(exporter, Resource.getDefault(), Duration.ofMillis(1), told)) {
            queue.offer(span());
            assertThat(told.causes.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("1 it did not answer in time");
        }
    }

    @Test
    void aHandshakeIsGivenOutOnceWhoeverComesFirst() {
        HandshakeTrace early = new HandshakeTrace(false);
        assertThat(early.wanted()).isNull();
        assertThat(early.finished(Reports.success(), END)).isNotNull();
        assertThat(early.wanted()).isNull();

        HandshakeTrace usual = new HandshakeTrace(false);
        assertThat(usual.finished(Reports.success(), END)).isNull();
        assertThat(usual.wanted()).isNotNull();
        assertThat(usual.wanted()).isNull();

        HandshakeTrace chosen = new HandshakeTrace(true);
        assertThat(
                        chosen.finished(
                                Reports.outside(
                                        FailureReason.NO_DATA, HandshakePhase.CLIENT_HELLO, 0),
                                END))
                .isNull();
    }

    @Test
    void aPathIsWithoutQueryAndHost() {
        assertThat(RequestSpan.path("/a/b?c=d")).isEqualTo("/a/b");
        assertThat(RequestSpan.path("*")).isEqualTo("*");
        assertThat(RequestSpan.path("http://a.example/b?c")).isEqualTo("/b");
        assertThat(RequestSpan.path("http://a.example?c")).isEqualTo("/");
        assertThat(RequestSpan.path("/a://b/c")).isEqualTo("/a://b/c");
    }

    @Test
    void theEndOfASpanIsWhenItWasToldAndItsStartBefore() {
        SpanData data = span().data(Resource.getDefault());

        assertThat(data.getEndEpochNanos()).isEqualTo(END.getEpochSecond() * 1_000_000_000);
        assertThat(data.getStartEpochNanos()).isEqualTo(data.getEndEpochNanos() - 2_000_000);
    }

    private SpanQueue queue(SpanExporter exporter) {
        return SpanQueue.start(exporter, Resource.getDefault(), Duration.ofSeconds(30), told);
    }

    private static EndedSpan span() {
        RequestReport report = Reports.request(200, null);
        return new RequestSpan(report, "0af7651916cd43dd8448eb211c80319c", IDS, null, END);
    }
}
