package io.sallyport.config.model;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hosts and ports in text form. Nothing is looked up.
final class Hosts {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 =
            Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[0-9A-Za-z._-]+)?");
    private static final Pattern LABEL =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST_LENGTH = 253;

    /// The two parts of `host:port`.
    record Parts(String host, int port) {}

    private Hosts() {}

    static Parts split(String text, int lowestPort, String remedy) {
        if (text.contains("://")) {
            throw new InvalidValueException(text, "is a URL", remedy);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            boolean number = NUMBER.matcher(text).matches();
            throw new InvalidValueException(
                    text, number ? "has no address" : "has no port", remedy);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new InvalidValueException(
                    text, "has an IPv6 address without brackets, or no port", remedy);
        }
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        boolean valid = bracketed ? isIpv6(host) : isIpv4(host) || isName(host);
        if (!valid) {
            throw new InvalidValueException(
                    text, host.isEmpty() ? "has no address" : "has no valid address", remedy);
        }
        String port = text.substring(colon + 1);
        if (!NUMBER.matcher(port).matches()
                || Integer.parseInt(port) < lowestPort
                || Integer.parseInt(port) > MAX_PORT) {
            throw new InvalidValueException(
                    text, "has no port from " + lowestPort + " to " + MAX_PORT, remedy);
        }
        return new Parts(host, Integer.parseInt(port));
    }

    static void requireHost(String host) {
        if (!isIpv4(host) && !isIpv6(host) && !isName(host)) {
            throw new InvalidValueException(
                    host, "is not a host", "give an IP address without brackets or a host name");
        }
    }

    static void requirePort(int port, int lowest) {
        if (port < lowest || port > MAX_PORT) {
            throw new InvalidValueException(
                    Integer.toString(port),
                    "is not a port",
                    "give a number from " + lowest + " to " + MAX_PORT);
        }
    }

    static String join(String host, int port) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }

    /// The address that `host` spells out; empty for a host name.
    static Optional<InetAddress> literal(String host) {
        int zone = host.indexOf('%');
        String address = zone < 0 ? host : host.substring(0, zone);
        if (!IPV4.matcher(address).matches() && address.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isIpv4(String host) {
        return IPV4.matcher(host).matches() && literal(host).isPresent();
    }

    private static boolean isIpv6(String host) {
        return IPV6.matcher(host).matches() && literal(host).isPresent();
    }

    /// A last label of digits alone would be read as an IPv4 address by some resolvers.
    private static boolean isName(String host) {
        if (host.isEmpty() || host.length() > MAX_HOST_LENGTH) {
            return false;
        }
        String[] labels = host.toLowerCase(Locale.ROOT).split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return !NUMBER.matcher(labels[labels.length - 1]).matches();
    }
}
