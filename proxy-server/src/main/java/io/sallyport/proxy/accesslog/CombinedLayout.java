package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.sallyport.proxy.insight.PeerText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.event.KeyValuePair;

/// The combined log format of Apache httpd and nginx, in ASCII, for lines about requests: client, time, request line,
/// status, bytes of the answer's body, Referer and User-Agent; behind them other fields as `key="value"`. What is
/// not known is `-`. Lines about anything else are text.
final class CombinedLayout extends LayoutBase<ILoggingEvent> {
    private static final String STATUS = "status";

    /// What such a line is made from.
    static final List<String> FIELDS =
            List.of(
                    "client",
                    "method",
                    "target",
                    "protocol",
                    STATUS,
                    "bytes_out",
                    "referer",
                    "user_agent");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final TextLayout text = new TextLayout();

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (KeyValuePair pair : Fields.pairs(event)) {
            fields.put(pair.key, pair.value);
        }
        if (!fields.containsKey(STATUS)) {
            return text.doLayout(event);
        }
        StringBuilder line = new StringBuilder(256);
        line.append(host(value(fields, "client")))
                .append(" - - [")
                .append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append("] \"")
                .append(requestLine(fields))
                .append("\" ")
                .append(value(fields, STATUS))
                .append(' ')
                .append(value(fields, "bytes_out"))
                .append(" \"")
                .append(value(fields, "referer"))
                .append("\" \"")
                .append(value(fields, "user_agent"))
                .append('"');
        fields.keySet().removeAll(FIELDS);
        for (String name : fields.keySet()) {
            line.append(' ').append(name).append("=\"").append(value(fields, name)).append('"');
        }
        return line.append('\n').toString();
    }

    private static String requestLine(Map<String, Object> fields) {
        return fields.containsKey("method")
                ? value(fields, "method")
                        + ' '
                        + value(fields, "target")
                        + ' '
                        + value(fields, "protocol")
                : "-";
    }

    private static String value(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        return value == null
                ? "-"
                : PeerText.escape(
                        value instanceof Collection<?> many
                                ? many.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(","))
                                : value.toString());
    }

    /// Without the port.
    private static String host(String client) {
        int colon = client.lastIndexOf(':');
        String host = colon < 0 ? client : client.substring(0, colon);
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }
}
