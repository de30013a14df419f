package io.sallyport.config.model;

/// Where a server of a backend listens.
public sealed interface ServerAddress permits HostAndPort, UnixSocket {
    /// Reads `host:port` and `unix:/path`.
    ///
    /// @throws InvalidValueException when the text is neither
    static ServerAddress parse(String text) {
        return text.startsWith(UnixSocket.PREFIX)
                ? UnixSocket.parse(text)
                : HostAndPort.parse(text);
    }

    /// As written in the configuration; names the server in metrics and logs.
    @Override
    String toString();
}
