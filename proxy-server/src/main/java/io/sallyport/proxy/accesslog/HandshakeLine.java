package io.sallyport.proxy.accesslog;

import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.ReportFields;
import org.slf4j.event.Level;

/// The line of a handshake: first what happened in words, then the fields.
final class HandshakeLine {

    private HandshakeLine() {}

    /// What is ours to repair is a warning.
    static Level level(HandshakeReport report) {
        FailureReason reason = report.reason();
        return reason != null && reason.side() == FailureReason.Side.SERVER
                ? Level.WARN
                : Level.INFO;
    }

    static Line of(HandshakeReport report) {
        return new Line(message(report)).fields(ReportFields.of(report));
    }

    private static String message(HandshakeReport report) {
        return switch (report.outcome()) {
            case SUCCESS ->
                    FailureExplanation.ofObserved(report)
                            .map(why -> "succeeded; client_auth: required would refuse it: " + why)
                            .orElse("succeeded");
            case FAILURE -> "failed: " + FailureExplanation.of(report);
            case ABANDONED -> "abandoned: " + FailureExplanation.of(report);
        };
    }
}
