package io.sallyport.proxy.admin;

import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.ReportFields;
import io.sallyport.proxy.insight.TrafficObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the last handshakes without success (but for probes that send nothing). Thread-safe; memory is bounded by the
/// number kept and the size of a ClientHello.
public final class HandshakeHistory implements TrafficObserver {
    private static final int KEPT = 256;

    /// A handshake and when it ended.
    record Entry(Instant time, HandshakeReport report) {

        /// As in the log, with time, explanation and remedy.
        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("time", time.toString());
            fields.put("outcome", report.outcome().id());
            fields.put("explanation", FailureExplanation.of(report));
            FailureReason reason = report.reason();
            if (reason != null) {
                fields.put("remedy", reason.remedy());
            }
            fields.putAll(ReportFields.of(report));
            fields.put("phases_ms", ReportFields.of(report.phaseTimes()));
            return fields;
        }
    }

    private final InstantSource clock;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>(KEPT);

    public HandshakeHistory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void handshakeFinished(HandshakeReport report) {
        FailureReason reason = report.reason();
        if (reason == null || reason == FailureReason.NO_DATA) {
            return;
        }
        Entry entry = new Entry(clock.instant(), report);
        synchronized (entries) {
            if (entries.size() == KEPT) {
                entries.removeLast();
            }
            entries.addFirst(entry);
        }
    }

    /// Newest first.
    List<Entry> entries() {
        synchronized (entries) {
            return new ArrayList<>(entries);
        }
    }
}
