package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.util.Collection;
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
        text(line, key);
        line.append(':');
        value(line, value);
    }

    private static void value(StringBuilder line, Object value) {
        switch (value) {
            case Number number -> line.append(number);
            case Boolean flag -> line.append(flag);
            case Collection<?> many -> {
                line.append('[');
                boolean first = true;
                for (Object one : many) {
                    if (!first) {
                        line.append(',');
                    }
                    first = false;
                    value(line, one);
                }
                line.append(']');
            }
            default -> text(line, value.toString());
        }
    }

    private static void text(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f) {
                line.append(c);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        line.append('"');
    }
}
