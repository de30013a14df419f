package io.sallyport.config.model;

/// What is logged, and how.
///
/// @param format of every line
/// @param level the least important line still written
/// @param handshakes which handshakes get a line
/// @param connections whether each connection gets a line when it ends
public record LogSettings(
        LogFormat format, LogLevel level, HandshakeLog handshakes, boolean connections) {

    /// Text, at `info`, failed handshakes only, every connection.
    public static final LogSettings DEFAULTS =
            new LogSettings(LogFormat.TEXT, LogLevel.INFO, HandshakeLog.FAILURES, true);

    /// The same in another format.
    public LogSettings withFormat(LogFormat other) {
        return new LogSettings(other, level, handshakes, connections);
    }

    /// The same at another level.
    public LogSettings withLevel(LogLevel other) {
        return new LogSettings(format, other, handshakes, connections);
    }

    /// The same with other handshakes logged.
    public LogSettings withHandshakes(HandshakeLog other) {
        return new LogSettings(format, level, other, connections);
    }

    /// The same with or without a line for each connection.
    public LogSettings withConnections(boolean logged) {
        return new LogSettings(format, level, handshakes, logged);
    }
}
