package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.sallyport.proxy.insight.JsonText;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/// One JSON object a line (RFC 8259), in ASCII: `time`, `level`, `log`, `message`, then the details
/// under the same names as in text; `exception` last.
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(512).append('{');
        field(line, "time", Fields.time(event));
        field(line, "level", event.getLevel().levelStr.toLowerCase(Locale.ROOT));
        field(line, "log", Fields.logger(event));
        field(line, "message", event.getFormattedMessage());
        for (KeyValuePair pair : Fields.pairs(event)) {
            field(line, pair.key, pair.value);
        }
        String trace = Fields.trace(event);
        if (!trace.isEmpty()) {
            field(line, "exception", trace);
        }
        return line.append("}\n").toString();
    }

    private static void field(StringBuilder line, String key, Object value) {
        if (line.length() > 1) {
            line.append(',');
        }
        JsonText.append(line, key);
        line.append(':');
        JsonText.append(line, value);
    }
}
