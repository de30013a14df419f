package io.sallyport.proxy.route;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The path of a request, read as any server may read it.
///
/// Dots are resolved before it is forwarded, so that there is one reading less (RFC 3986, section 6.2.2.3). What is left
/// and read differently, two slashes in a row, an encoded slash, parameters behind a semicolon, is forwarded as it
/// came, and it is for the routes to take every reading alike.
///
/// @param forwarded what the server gets: percent-encoded as it came, but for letters, digits and `-._~`, which need
///     no encoding
/// @param readings what it can be taken for, at least one, each with one spelling: percent-encoding with capitals, and
///     only where it must be
public record RequestPath(String forwarded, List<String> readings) {
    private static final String UNRESERVED_MARKS = "-._~";

    /// Besides what is no visible ASCII.
    private static final String ENCODED = "%?#\"<>/\\";

    public RequestPath {
        readings = List.copyOf(readings);
    }

    /// Reads a path.
    ///
    /// @param path from its first slash to the query, of visible ASCII, with two hexadecimal digits behind each `%`
    /// @return null if a server may take a part of it for dots to be resolved, although it is none, or has semicolons
    ///     that are encoded beside others that are not
    public static @Nullable RequestPath of(String path) {
        if (isPlain(path)) {
            return new RequestPath(path, List.of(path));
        }
        String forwarded = Dots.resolve(recode(path, false));
        if (forwarded.indexOf(';') >= 0 && forwarded.contains("%3B")) {
            return null;
        }
        Set<String> readings = new LinkedHashSet<>();
        String canonical = recode(forwarded, true);
        for (int reading = 0; reading < Reading.ALL; reading++) {
            readings.add(Reading.of(canonical, reading));
        }
        return readings.stream().anyMatch(Dots::areIn)
                ? null
                : new RequestPath(forwarded, List.copyOf(readings));
    }

    /// Whether a text can be read as a path.
    static boolean isPath(String text) {
        if (!text.startsWith("/")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '?' || c == '#' || c == '\\') {
                return false;
            }
            if (c == '%'
                    && (i + 2 >= text.length()
                            || Character.digit(text.charAt(i + 1), 16) < 0
                            || Character.digit(text.charAt(i + 2), 16) < 0)) {
                return false;
            }
        }
        return true;
    }

    /// Whether it is read alike by everybody.
    private static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain =
                    c == '/'
                            ? i + 1 == path.length()
                                    || path.charAt(i + 1) != '/' && path.charAt(i + 1) != '.'
                            : c != '%' && c != ';';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /// Takes percent-encoding away where there need be none.
    ///
    /// @param everywhere whether that is wherever one character stands for itself alone, or only where RFC 3986, section
    ///     6.2.2.2 says that nothing is lost
    private static String recode(String path, boolean everywhere) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder recoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                recoded.append(c);
                continue;
            }
            int octet = Integer.parseInt(path, i + 1, i + 3, 16);
            if (everywhere ? standsForItself(octet) : isUnreserved(octet)) {
                recoded.append((char) octet);
            } else {
                recoded.append('%')
                        .append(upper(path.charAt(i + 1)))
                        .append(upper(path.charAt(i + 2)));
            }
            i += 2;
        }
        return recoded.toString();
    }

    private static char upper(char digit) {
        return digit >= 'a' ? (char) (digit - 'a' + 'A') : digit;
    }

    private static boolean standsForItself(int octet) {
        return octet > ' ' && octet < 0x7F && ENCODED.indexOf(octet) < 0;
    }

    private static boolean isUnreserved(int octet) {
        return octet >= '0' && octet <= '9'
                || octet >= 'A' && octet <= 'Z'
                || octet >= 'a' && octet <= 'z'
                || UNRESERVED_MARKS.indexOf(octet) >= 0;
    }
}
