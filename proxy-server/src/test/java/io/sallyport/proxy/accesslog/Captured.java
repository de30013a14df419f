package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sallyport.config.model.LogSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Catches what loggers say while it is open, laid out as the program would, at a fixed time.
final class Captured extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<ILoggingEvent> events = new ArrayList<>();
    private final List<Logger> loggers = new ArrayList<>();
    private final LogSettings settings;

    Captured(LogSettings settings, String... names) {
        this.settings = settings;
        start();
        for (String name : names) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            logger.addAppender(this);
            loggers.add(logger);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        ((LoggingEvent) event).setInstant(Instant.parse("2026-11-23T03:04:05.678Z"));
        events.add(event);
    }

    List<String> lines() {
        return events.stream().map(event -> LogSetup.layout(settings).doLayout(event)).toList();
    }

    @Override
    public void close() {
        loggers.forEach(logger -> {
            logger.detachAppender(this);
            logger.setAdditive(true);
            logger.setLevel(null);
        });
    }
}
