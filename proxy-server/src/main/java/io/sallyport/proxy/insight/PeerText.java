package io.sallyport.proxy.insight;

import java.util.Locale;

/// Makes text that comes from a peer fit to be shown: in a log line, on a terminal, in JSON.
public final class PeerText {
    private static final int LIMIT = 256;

    private PeerText() {}

    /// The text with everything but printable ASCII written as hexadecimal escapes, the backslash and the
    /// quotation mark escaped, and cut after 256 characters.
    public static String escape(String text) {
        if (isHarmless(text)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        int end = Math.min(text.length(), LIMIT);
        for (int i = 0; i < end; i++) {
            append(escaped, text.charAt(i));
        }
        return end < text.length() ? escaped.append("...").toString() : escaped.toString();
    }

    private static boolean isHarmless(String text) {
        return text.length() <= LIMIT && text.chars().allMatch(c -> isPlain((char) c));
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '\\' && c != '"';
    }

    private static void append(StringBuilder out, char c) {
        if (isPlain(c)) {
            out.append(c);
        } else if (c == '\\' || c == '"') {
            out.append('\\').append(c);
        } else if (c < 0x100) {
            out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
        } else {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    }
}
