package io.sallyport.proxy.accesslog;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.sallyport.config.model.AccessFormat;
import io.sallyport.config.model.LogFormat;
import io.sallyport.config.model.LogLevel;
import io.sallyport.config.model.LogSettings;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/// Sets Logback up in code: reading a file for it would be a good part of the time that a start
/// takes. Logs go to standard output.
public final class LogSetup {

    private LogSetup() {}

    /// Makes every logger write this way from now on.
    public static void apply(LogSettings settings) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder(context, layout(settings)));
        console.start();
        QueueAppender appender = new QueueAppender(console);
        appender.setContext(context);
        appender.setName("stdout");
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(settings.level()));
        root.addAppender(appender);
        // a line of ours tells when Redis does not answer
        context.getLogger("io.lettuce").setLevel(Level.ERROR);
        // it would tell of frames that clients send too late
        context.getLogger("io.netty.handler.codec.http2").setLevel(Level.ERROR);
        if (settings.level() == LogLevel.DEBUG) {
            // it has far more to say than ours
            context.getLogger("io.netty").setLevel(Level.INFO);
        }
    }

    /// For commands whose output is all that matters: libraries tell only what is wrong.
    public static void onlyWarnings() {
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.WARN);
    }

    /// Writes what is still waiting, and ends logging.
    public static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    static Layout<ILoggingEvent> layout(LogSettings settings) {
        Layout<ILoggingEvent> all = layout(settings.format());
        return settings.access()
                .format()
                .<Layout<ILoggingEvent>>map(format -> new LayoutByLog(layout(format), all))
                .orElse(all);
    }

    private static Layout<ILoggingEvent> layout(AccessFormat format) {
        return switch (format) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
            case COMBINED -> new CombinedLayout();
        };
    }

    static Layout<ILoggingEvent> layout(LogFormat format) {
        return switch (format) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
        };
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(
            LoggerContext context, Layout<ILoggingEvent> layout) {
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
