package io.sallyport.proxy.route;

import java.util.ArrayList;
import java.util.List;

/// Segments of dots.
final class Dots {
    private Dots() {}

    /// Resolves them (RFC 3986, section 5.2.4): nothing leads above the root.
    static String resolve(String path) {
        if (!areIn(path)) {
            return path;
        }
        String[] segments = path.split("/", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> addIf(last, kept);
                case ".." -> {
                    if (!kept.isEmpty()) {
                        kept.removeLast();
                    }
                    addIf(last, kept);
                }
                default -> kept.add(segments[i]);
            }
        }
        return "/" + String.join("/", kept);
    }

    /// Whether there are any.
    static boolean areIn(String path) {
        for (int at = path.indexOf("/."); at >= 0; at = path.indexOf("/.", at + 1)) {
            int end = at + 2;
            if (end < path.length() && path.charAt(end) == '.') {
                end++;
            }
            if (end == path.length() || path.charAt(end) == '/') {
                return true;
            }
        }
        return false;
    }

    /// What names a folder ends in a slash.
    private static void addIf(boolean last, List<String> kept) {
        if (last) {
            kept.add("");
        }
    }
}
