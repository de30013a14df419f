package io.sallyport.config.keys;

import io.sallyport.config.model.HandshakeLog;
import io.sallyport.config.model.LogFormat;
import io.sallyport.config.model.LogLevel;
import io.sallyport.config.model.LogSettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.util.List;

/// Keys under `log`.
final class LogKeys {
    static final Key<LogFormat> FORMAT =
            Key.defaulting(
                    "format",
                    Types.word(LogFormat.class),
                    LogSettings.DEFAULTS.format(),
                    Change.LIVE,
                    "The form of log lines: `text` for people, or `json` with one object a line.");

    static final Key<LogLevel> LEVEL =
            Key.defaulting(
                    "level",
                    Types.word(LogLevel.class),
                    LogSettings.DEFAULTS.level(),
                    Change.LIVE,
                    "The least important line that is still written.");

    static final Key<HandshakeLog> HANDSHAKES =
            Key.defaulting(
                    "handshakes",
                    Types.word(HandshakeLog.class),
                    LogSettings.DEFAULTS.handshakes(),
                    Change.LIVE,
                    """
                    Which TLS handshakes get a line: only those that failed, each with its reason,
                    or `all`.
                    """);

    static final Key<Boolean> CONNECTIONS =
            Key.defaulting(
                    "connections",
                    Types.flag(),
                    LogSettings.DEFAULTS.connections(),
                    Change.LIVE,
                    "Whether each connection gets a line when it ends.");

    static final Key<Values> ACCESS =
            Key.optional(
                    "access",
                    new ValueType.Nested(AccessLogKeys.SECTION),
                    "the defaults of its keys",
                    Change.LIVE,
                    "The form of lines about connections and requests.");

    static final Section SECTION =
            Section.of(List.of(FORMAT, LEVEL, HANDSHAKES, CONNECTIONS, ACCESS));

    private LogKeys() {}
}
