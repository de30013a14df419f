package io.sallyport.config.schema;

import java.util.Locale;
import java.util.regex.Pattern;

/// Texts from the file as they may stand in a message.
final class Shown {
    private static final int MAX_LENGTH = 80;
    private static final Pattern URL_WITH_A_USER = Pattern.compile("//[^/?#]*@");

    private Shown() {}

    /// In quotes, on one line, shortened.
    ///
    /// A text of several lines or with PEM in it is never shown: what people paste by mistake where
    /// a path belongs is a private key. So it is with a URL in which there may be a password.
    static String quoted(String text) {
        long lines = text.lines().count();
        if (lines > 1 || text.contains("-----BEGIN")) {
            return String.format(Locale.ROOT, "a text of %d lines (not shown)", lines);
        }
        if (URL_WITH_A_USER.matcher(text).find()) {
            return "a URL (not shown)";
        }
        StringBuilder shown = new StringBuilder("'");
        text.codePoints()
                .limit(MAX_LENGTH)
                .forEach(c -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        shown.append(String.format(Locale.ROOT, "\\u%04X", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                });
        boolean cut = text.codePointCount(0, text.length()) > MAX_LENGTH;
        return shown.append(cut ? "...'" : "'").toString();
    }
}
