package io.sallyport.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/// Text that comes from a certificate, made fit for a header field: printable ASCII, in which nothing that somebody was
/// certified as can be taken for more than one thing.
final class HeaderText {
    private HeaderText() {}

    /// A distinguished name as RFC 2253 writes it. What is no printable ASCII, quotation marks, backslashes and spaces at an
    /// end stand as the hexadecimal digits of their UTF-8 (section 2.4): so no reader can take an escape for the end of a
    /// quoted string, or lose a space.
    static String name(X500Principal principal) {
        String name = principal.getName();
        StringBuilder text = new StringBuilder(name.length() + 16);
        int i = 0;
        while (i < name.length()) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\' && i < name.length()) {
                int escaped = name.codePointAt(i);
                i += Character.charCount(escaped);
                if (isVisible(escaped) && escaped != '"' && escaped != '\\') {
                    text.append('\\').append((char) escaped);
                } else {
                    hexadecimal(text, '\\', escaped);
                }
            } else if (c == ' ' || isVisible(c) && c != '"' && c != '\\') {
                text.append((char) c);
            } else {
                hexadecimal(text, '\\', c);
            }
        }
        return text.toString();
    }

    /// A single text, such as a common name. Percent-encoded (RFC 3986, section 2.1) are percent signs, what is no
    /// printable ASCII, and spaces at an end.
    static String single(String text) {
        int first = 0;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        int end = text.length();
        while (end > first && text.charAt(end - 1) == ' ') {
            end--;
        }
        return "%20".repeat(first)
                + encode(text.substring(first, end), c -> c == ' ' || isVisible(c) && c != '%')
                + "%20".repeat(text.length() - end);
    }

    /// DNS names, with `, ` between them. Percent-encoded is what no name of a host has.
    static String dns(List<String> names) {
        return list(names.stream().map(HeaderText::dns).toList());
    }

    /// A DNS name, or a pattern of such.
    static String dns(String name) {
        return encode(
                name,
                c ->
                        c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || ".-_*".indexOf(c) >= 0);
    }

    /// URIs, with `, ` between them. Percent-encoded is what no URI has, and the comma.
    static String uris(List<String> uris) {
        return list(uris.stream().map(uri -> encode(uri, c -> isOfUri(c) && c != ',')).toList());
    }

    /// A URI, in which what none has is percent-encoded, but for the quotation mark.
    static String uri(String uri) {
        return encode(uri, c -> isOfUri(c) || c == '"');
    }

    /// Addresses of e-mail, with `, ` between them. Percent-encoded are percent signs, commas, quotation marks, backslashes
    /// and what is no printable ASCII.
    static String emails(List<String> emails) {
        return list(
                emails.stream()
                        .map(email -> encode(email, c -> isVisible(c) && "%,\"\\".indexOf(c) < 0))
                        .toList());
    }

    private static String list(List<String> values) {
        return values.stream().filter(value -> !value.isEmpty()).collect(Collectors.joining(", "));
    }

    private static boolean isOfUri(int c) {
        return isVisible(c) && "\"\\<>^`{|}".indexOf(c) < 0;
    }

    private static boolean isVisible(int c) {
        return c > ' ' && c < 0x7f;
    }

    private static String encode(String text, IntPredicate plain) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    if (plain.test(c)) {
                        encoded.append((char) c);
                    } else {
                        hexadecimal(encoded, '%', c);
                    }
                });
        return encoded.toString();
    }

    private static void hexadecimal(StringBuilder to, char mark, int codePoint) {
        byte[] octets = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        for (byte octet : octets) {
            to.append(mark).append(String.format(Locale.ROOT, "%02X", octet & 0xff));
        }
    }
}
