package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.sallyport.proxy.insight.PeerText;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.event.KeyValuePair;

/// One line for people: time, level, log, what happened in words, then the details as `key=value`.
///
/// Whatever stands in message, values or exceptions, it cannot begin a line of its own or steer a
/// terminal.
final class TextLayout extends LayoutBase<ILoggingEvent> {

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        line.append(Fields.time(event)).append(' ').append(event.getLevel());
        line.append(event.getLevel().levelStr.length() < 5 ? "  [" : " [");
        line.append(Fields.logger(event)).append("] ");
        visible(line, event.getFormattedMessage());
        List<KeyValuePair> pairs = Fields.pairs(event);
        if (!pairs.isEmpty()) {
            line.append(" |");
            for (KeyValuePair pair : pairs) {
                line.append(' ').append(pair.key).append('=').append(value(pair.value));
            }
        }
        Fields.trace(event).lines().forEach(trace -> visible(line.append("\n    | "), trace));
        return line.append('\n').toString();
    }

    private static String value(Object value) {
        String text =
                value instanceof Collection<?> many
                        ? many.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : String.valueOf(value);
        String escaped = PeerText.escape(text);
        return escaped.isEmpty() || !escaped.equals(text) || text.indexOf(' ') >= 0
                ? '"' + escaped + '"'
                : text;
    }

    /// Messages are ours, but may hold what is not: control characters are made visible.
    private static void visible(StringBuilder line, String text) {
        text.chars()
                .forEach(c -> {
                    if (Character.isISOControl(c) && c != '\t' || c == 0x2028 || c == 0x2029) {
                        line.append("\\x").append(Integer.toHexString(c));
                    } else {
                        line.append((char) c);
                    }
                });
    }
}
