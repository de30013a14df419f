package io.sallyport.config.model;

/// A server reached by TCP.
///
/// @param host an IPv4 or IPv6 address (without brackets) or a host name
/// @param port 1 to 65535
public record HostAndPort(String host, int port) implements ServerAddress {
    private static final String REMEDY =
            "write HOST:PORT, such as 127.0.0.1:8080, [::1]:8080 or app.internal:8080,"
                    + " or unix:/PATH";

    public HostAndPort {
        Hosts.requireHost(host);
        Hosts.requirePort(port, 1);
    }

    /// Reads `127.0.0.1:8080`, `[::1]:8080` and `app.internal:8080`.
    ///
    /// @throws InvalidValueException when the text is none
    public static HostAndPort parse(String text) {
        Hosts.Parts parts = Hosts.split(text, 1, REMEDY);
        return new HostAndPort(parts.host(), parts.port());
    }

    /// `host:port`, an IPv6 address in brackets.
    @Override
    public String toString() {
        return Hosts.join(host, port);
    }
}
