package io.sallyport.proxy.accesslog;

import java.util.ArrayList;
import java.util.List;
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

    /// Adds a field; without a value, nothing.
    Line field(String key, @Nullable Object value) {
        if (value != null) {
            fields.add(new KeyValuePair(key, value));
        }
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
