package io.sallyport.proxy.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads `x-forwarded-client-cert` as servers do, which differ in what a backslash means to them.
final class XfccReader {
    private final String text;
    private final boolean escapesAnything;
    private final List<List<Map.Entry<String, String>>> elements = new ArrayList<>();

    private XfccReader(String text, boolean escapesAnything) {
        this.text = text;
        this.escapesAnything = escapesAnything;
        read();
    }

    /// To it a backslash escapes a quotation mark only, as Envoy documents it.
    static List<List<Map.Entry<String, String>>> strict(String text) {
        return new XfccReader(text, false).elements;
    }

    /// To it a backslash escapes whatever comes next, as in many languages.
    static List<List<Map.Entry<String, String>>> lenient(String text) {
        return new XfccReader(text, true).elements;
    }

    private void read() {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        StringBuilder pair = new StringBuilder();
        int equals = -1;
        boolean quoted = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            boolean escape =
                    quoted
                            && c == '\\'
                            && i + 1 < text.length()
                            && (escapesAnything || text.charAt(i + 1) == '"');
            if (escape) {
                i++;
                pair.append(text.charAt(i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ';' || c == ',')) {
                pairs.add(Map.entry(pair.substring(0, equals), pair.substring(equals + 1)));
                pair.setLength(0);
                equals = -1;
                if (c == ',') {
                    elements.add(pairs);
                    pairs = new ArrayList<>();
                }
            } else {
                if (c == '=' && equals < 0) {
                    equals = pair.length();
                }
                pair.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quoted string without an end: " + text);
        }
    }
}
