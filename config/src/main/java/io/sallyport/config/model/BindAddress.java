package io.sallyport.config.model;

import java.net.InetAddress;
import java.util.Optional;

/// Where to listen.
///
/// @param host an IPv4 or IPv6 address (without brackets) or a host name; `0.0.0.0` and `::` mean
///   every address of the machine, `::` of both IP versions
/// @param port 0 to 65535; 0 means any free port
public record BindAddress(String host, int port) {
    private static final String REMEDY =
            "write ADDRESS:PORT, such as 127.0.0.1:8443, 0.0.0.0:8443 or [::]:8443";

    public BindAddress {
        Hosts.requireHost(host);
        Hosts.requirePort(port, 0);
    }

    /// Reads `127.0.0.1:8443`, `[::1]:8443` and `localhost:0`.
    ///
    /// @throws InvalidValueException when the text is none
    public static BindAddress parse(String text) {
        Hosts.Parts parts = Hosts.split(text, 0, REMEDY);
        return new BindAddress(parts.host(), parts.port());
    }

    /// Whether this address stands for every address of the machine.
    public boolean isWildcard() {
        return literal().map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    /// Whether both could not be listened on at once: same port, and same address or one of them
    /// every address. `::` takes IPv4 too. Port 0 never overlaps. Host names are compared as
    /// written, without looking them up.
    public boolean overlaps(BindAddress other) {
        if (port == 0 || port != other.port) {
            return false;
        }
        Optional<InetAddress> mine = literal();
        Optional<InetAddress> theirs = other.literal();
        if (mine.isEmpty() || theirs.isEmpty()) {
            return host.equalsIgnoreCase(other.host) || isWildcard() || other.isWildcard();
        }
        return mine.get().equals(theirs.get())
                || covers(mine.get(), theirs.get())
                || covers(theirs.get(), mine.get());
    }

    /// `host:port`, an IPv6 address in brackets.
    @Override
    public String toString() {
        return Hosts.join(host, port);
    }

    private Optional<InetAddress> literal() {
        return Hosts.literal(host);
    }

    private static boolean covers(InetAddress wildcard, InetAddress address) {
        boolean everyVersion = wildcard instanceof java.net.Inet6Address;
        return wildcard.isAnyLocalAddress()
                && (everyVersion || address instanceof java.net.Inet4Address);
    }
}
