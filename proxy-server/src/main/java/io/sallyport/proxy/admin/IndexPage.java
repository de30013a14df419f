package io.sallyport.proxy.admin;

import io.sallyport.proxy.endpoint.Html;
import io.sallyport.proxy.insight.FailureExplanation;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.insight.PeerText;
import io.sallyport.proxy.insight.ReportFields;
import java.util.List;
import java.util.Map;

/// The page at `/`: what runs here, where to read on, and the last handshakes that failed.
final class IndexPage {
    private static final int SHOWN = 20;

    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Sallyport</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; }
            th { font-weight: 600; white-space: nowrap; }
            code { font: 13px ui-monospace, monospace; }
            </style>
            </head>
            <body>
            """;

    private IndexPage() {}

    static String html(
            Readiness readiness, Map<String, String> facts, List<HandshakeHistory.Entry> failures) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<h1>Sallyport is ").append(readiness.id()).append("</h1>\n<table>\n");
        facts.forEach((name, value) -> fact(page, name, value));
        page.append("</table>\n<p>");
        for (String path :
                List.of(
                        "/metrics",
                        "/health/live",
                        "/health/ready",
                        "/api/handshakes",
                        "/api/ticket-keys")) {
            page.append("<a href=\"%s\"><code>%s</code></a> ".replace("%s", path));
        }
        page.append("</p>\n<h2>Last handshakes without success</h2>\n");
        failures(page, failures);
        return page.append("</body>\n</html>\n").toString();
    }

    private static void fact(StringBuilder page, String name, String value) {
        page.append("<tr><th>")
                .append(Html.escape(name))
                .append("</th><td><code>")
                .append(Html.escape(value))
                .append("</code></td></tr>\n");
    }

    private static void failures(StringBuilder page, List<HandshakeHistory.Entry> failures) {
        if (failures.isEmpty()) {
            page.append("<p>None since the start.</p>\n");
            return;
        }
        page.append("<table>\n<tr><th>time</th><th>listener</th><th>client</th>")
                .append("<th>server name</th><th>what happened, what to do</th></tr>\n");
        failures.stream().limit(SHOWN).forEach(entry -> failure(page, entry));
        page.append("</table>\n");
    }

    private static void failure(StringBuilder page, HandshakeHistory.Entry entry) {
        HandshakeReport report = entry.report();
        String serverName = report.clientHello() == null ? null : report.clientHello().serverName();
        FailureReason reason = report.reason();
        page.append("<tr><td>").append(entry.time());
        cell(page, report.connection().listener());
        cell(page, ReportFields.address(report.connection().client()));
        cell(page, serverName == null ? "" : PeerText.escape(serverName));
        page.append("</td><td>").append(Html.escape(FailureExplanation.of(report)));
        if (reason != null) {
            page.append("<br><small><code>")
                    .append(reason.id())
                    .append("</code>: ")
                    .append(Html.escape(reason.remedy()))
                    .append("</small>");
        }
        page.append("</td></tr>\n");
    }

    private static void cell(StringBuilder page, String text) {
        page.append("</td><td><code>").append(Html.escape(text)).append("</code>");
    }
}
