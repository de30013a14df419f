package io.sallyport.config.reference;

import java.util.Locale;

/// Small pieces of Markdown.
final class Markdown {
    private Markdown() {}

    static String oneLine(String text) {
        return String.join(" ", text.strip().split("\\s+"));
    }

    static String code(String text) {
        return "`" + text + "`";
    }

    /// A link to the heading with that path in it.
    static String link(String text, String path) {
        return "[" + code(text) + "](#" + anchor(path) + ")";
    }

    /// As the usual renderers make it from a heading.
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
    }
}
