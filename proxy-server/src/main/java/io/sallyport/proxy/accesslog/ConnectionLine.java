package io.sallyport.proxy.accesslog;

import io.sallyport.proxy.insight.ConnectionReport;
import io.sallyport.proxy.insight.FailureClassifier;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;

/// The line of a connection: how it ended, who, where to, how much.
final class ConnectionLine {

    private ConnectionLine() {}

    static Line of(ConnectionReport report) {
        Line line = new Line(report.cause().sentence());
        line.field("cause", report.cause().id());
        SessionFields.connection(line, report.connection());
        NegotiatedSession session = report.session();
        if (session != null) {
            line.field("server_name", session.serverName());
        }
        line.field("backend", report.backend());
        line.field("server", report.server());
        line.field("bytes_in", report.bytesIn())
                .field("bytes_out", report.bytesOut())
                .field("duration_ms", SessionFields.millis(report.durationNanos()));
        if (session != null) {
            SessionFields.session(line, session);
        }
        if (report.failure() != null) {
            line.field(
                    "failure",
                    FailureClassifier.classify(report.failure(), HandshakePhase.ESTABLISHED).id());
        }
        return line;
    }
}
