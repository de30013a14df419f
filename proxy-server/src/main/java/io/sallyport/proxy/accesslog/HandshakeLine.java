package io.sallyport.proxy.accesslog;

import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.Ja4;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.RetryCause;
import org.slf4j.event.Level;

/// The line of a handshake: first what happened in words, then who, why and what either side said.
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
        Line line = new Line(message(report));
        FailureReason reason = report.reason();
        if (reason != null) {
            line.field("reason", reason.id()).field("side", reason.side().id());
        }
        SessionFields.connection(line, report.connection());
        ClientHelloInfo hello = report.clientHello();
        if (hello != null) {
            line.field("server_name", hello.serverName());
        }
        line.field("phase", report.phase().id());
        alerts(report, line);
        RetryCause retry = report.retryCause();
        line.field("retry", retry == null ? null : retry.id());
        if (report.session() != null) {
            SessionFields.session(line, report.session());
        }
        if (hello != null) {
            SessionFields.offered(line, hello);
            line.field("ja4", Ja4.of(hello));
        }
        line.field("bytes_received", report.bytesReceived())
                .field("duration_ms", SessionFields.millis(report.totalNanos()))
                .field("compute_ms", SessionFields.millis(report.computeNanos()));
        return line;
    }

    private static String message(HandshakeReport report) {
        return switch (report.outcome()) {
            case SUCCESS -> "succeeded";
            case FAILURE -> "failed: " + FailureExplanation.of(report);
            case ABANDONED -> "abandoned: " + FailureExplanation.of(report);
        };
    }

    private static void alerts(HandshakeReport report, Line line) {
        AlertDescription sent = report.alertSent();
        line.field("alert_sent", sent == null ? null : sent.label());
        if (report.alertReceived() >= 0) {
            AlertDescription received = AlertDescription.find(report.alertReceived());
            line.field(
                    "alert_received",
                    received == null ? String.valueOf(report.alertReceived()) : received.label());
        }
    }
}
