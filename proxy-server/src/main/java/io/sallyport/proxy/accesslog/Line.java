package io.sallyport.proxy.accesslog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// A line that is being made: what happened in words, and fields in the order in which they are to
/// be read.
final class Line {
    private final String message;
    private final List<KeyValuePair> fields = new ArrayList<>(24);
    private @Nullable Throwable cause;

    Line(String message) {
        this.message = message;
    }

    Line field(String key, Object value) {
        fields.add(new KeyValuePair(key, value));
        return this;
    }

    Line fields(Map<String, Object> values) {
        values.forEach(this::field);
        return this;
    }

    /// Adds a stack trace.
    Line cause(Throwable thrown) {
        cause = thrown;
        return this;
    }

    void write(Logger logger, Level level) {
        LoggingEventBuilder event = logger.atLevel(level);
        for (KeyValuePair field : fields) {
            event = event.addKeyValue(field.key, field.value);
        }
        if (cause != null) {
            event = event.setCause(cause);
        }
        event.log(message);
    }
}
