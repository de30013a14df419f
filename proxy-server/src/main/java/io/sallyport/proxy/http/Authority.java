package io.sallyport.proxy.http;

import io.netty.util.NetUtil;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A host and perhaps a port, as in Host and in an absolute target (RFC 9110, section 7.2). User
/// information, which RFC 9110, section 4.2.4 calls an error, has no place in it.
///
/// @param host a name or an IPv4 address in lower case, or an IPv6 address in brackets
/// @param port 1 to 65535, or 0 if none was given
public record Authority(String host, int port) {
    /// What DNS has room for.
    private static final int LONGEST_HOST = 253;

    private static final int MOST_PORT_DIGITS = 5;
    private static final int LAST_PORT = 65535;

    /// @return null if the text is anything else; an empty port or host is, too
    public static @Nullable Authority parse(String text) {
        int colon = text.indexOf(':', text.startsWith("[") ? text.indexOf(']') + 1 : 0);
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? 0 : port(text.substring(colon + 1));
        return port < 0 || !isHost(host)
                ? null
                : new Authority(host.toLowerCase(Locale.ROOT), port);
    }

    /// @param otherwise the port of the scheme
    public int portOr(int otherwise) {
        return port == 0 ? otherwise : port;
    }

    private static int port(String digits) {
        if (digits.isEmpty()
                || digits.length() > MOST_PORT_DIGITS
                || !digits.chars().allMatch(Octets::isDigit)) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= LAST_PORT ? port : -1;
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return host.endsWith("]") && isIpV6Address(host.substring(1, host.length() - 1));
        }
        return !host.isEmpty()
                && host.length() <= LONGEST_HOST
                && host.chars().allMatch(Octets::isHost)
                && !host.startsWith(".")
                && !host.contains("..");
    }

    /// Netty would take brackets of its own, and a zone, which means nothing beyond the client.
    private static boolean isIpV6Address(String text) {
        return text.indexOf('[') < 0 && text.indexOf('%') < 0 && NetUtil.isValidIpV6Address(text);
    }
}
