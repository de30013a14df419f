package io.sallyport.config.keys;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Paths of URLs in the form in which they are compared: percent-encoding with capitals, and only where it must be.
///
/// What servers read in more than one way cannot be written: no request with it would ever fit for certain.
final class PathText {
    private static final String MUST_BE_ENCODED = "%?#\"<>";
    private static final String READ_DIFFERENTLY = "/\\;";

    private PathText() {}

    static ValueType.Scalar<String> path() {
        String description = "a path from its first slash on, without a query, such as /v1/users";
        return Types.text("path", description, "^/", text -> canonical(text, description));
    }

    /// A path in which `$1` to `$9` stand for something.
    static ValueType.Scalar<String> substitution() {
        String description = "a path in which $1 to $9 stand for groups, such as /people/$1";
        return Types.text(
                "path",
                description,
                "^/",
                text -> {
                    if (text.replaceAll("\\$[1-9$]", "").indexOf('$') >= 0) {
                        throw new InvalidValueException(
                                text,
                                "has a $ that stands for nothing",
                                "write $1 to $9 for a group, $$ for a dollar");
                    }
                    canonical(text.replaceAll("\\$[1-9$]", "x"), description);
                    return text;
                });
    }

    /// @throws InvalidValueException if it is no such path
    static String canonical(String text, String description) {
        if (!text.startsWith("/")) {
            throw new InvalidValueException(text, "is not a path", "write " + description);
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new InvalidValueException(
                    text,
                    "has a query or a fragment, which are not looked at",
                    "write the path alone");
        }
        StringBuilder canonical = new StringBuilder();
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < octets.length; at++) {
            int octet = octets[at] & 0xFF;
            if (octet == '%') {
                octet = encoded(text, octets, at);
                at += 2;
                requireOneReading(text, octet);
            } else if (octet == '\\' || octet == ';') {
                requireOneReading(text, octet);
            }
            append(canonical, octet);
        }
        requireSegments(text, canonical.toString());
        return canonical.toString();
    }

    private static void append(StringBuilder canonical, int octet) {
        if (octet > ' ' && octet < 0x7F && MUST_BE_ENCODED.indexOf(octet) < 0) {
            canonical.append((char) octet);
        } else {
            canonical.append(String.format(Locale.ROOT, "%%%02X", octet));
        }
    }

    private static int encoded(String text, byte[] octets, int at) {
        int high = at + 2 < octets.length ? Character.digit(octets[at + 1], 16) : -1;
        int low = at + 2 < octets.length ? Character.digit(octets[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new InvalidValueException(
                    text, "has a % without two hexadecimal digits", "write %25 for a percent sign");
        }
        return 16 * high + low;
    }

    private static void requireOneReading(String text, int octet) {
        if (READ_DIFFERENTLY.indexOf(octet) >= 0 || octet == 0) {
            throw new InvalidValueException(
                    text,
                    "has a backslash, a semicolon, an encoded slash or a NUL, which not all servers read"
                            + " alike",
                    "write a shorter prefix, or a path without it");
        }
    }

    private static void requireSegments(String text, String canonical) {
        if (canonical.contains("//")) {
            throw new InvalidValueException(
                    text,
                    "has two slashes in a row, which not all servers read alike",
                    "write one slash");
        }
        for (String segment : canonical.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new InvalidValueException(
                        text,
                        "has a segment of dots, which is resolved before paths are compared",
                        "write the path that it stands for");
            }
        }
    }
}
