package io.sallyport.config.model;

/// What is logged, and how.
///
/// @param format of every line
/// @param level the least important line still written
/// @param handshakes which handshakes get a line
/// @param connections whether each connection gets a line when it ends
/// @param access the form of those lines, and of those of requests
public record LogSettings(
        LogFormat format,
        LogLevel level,
        HandshakeLog handshakes,
        boolean connections,
        AccessLog access) {

    /// Text, at `info`, failed handshakes only, every connection.
    public static final LogSettings DEFAULTS =
            new LogSettings(
                    LogFormat.TEXT, LogLevel.INFO, HandshakeLog.FAILURES, true, AccessLog.DEFAULTS);

    /// The same in another format.
    public LogSettings withFormat(LogFormat other) {
        return new LogSettings(other, level, handshakes, connections, access);
    }

    /// The same at another level.
    public LogSettings withLevel(LogLevel other) {
        return new LogSettings(format, other, handshakes, connections, access);
    }

    /// The same with other handshakes logged.
    public LogSettings withHandshakes(HandshakeLog other) {
        return new LogSettings(format, level, other, connections, access);
    }

    /// The same with or without a line for each connection.
    public LogSettings withConnections(boolean logged) {
        return new LogSettings(format, level, handshakes, logged, access);
    }

    /// The same with an access log of another form.
    public LogSettings withAccess(AccessLog other) {
        return new LogSettings(format, level, handshakes, connections, other);
    }
}
