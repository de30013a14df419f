package io.sallyport.proxy.route;

/// What a server may make of a path, each number a choice of what it does.
final class Reading {
    private static final int DECODES_SLASHES = 1;
    private static final int DROPS_PARAMETERS = 2;
    private static final int MERGES_SLASHES = 4;

    /// How many there are, counted from 0.
    static final int ALL = 8;

    private Reading() {}

    static String of(String canonical, int choices) {
        String path = canonical;
        if ((choices & DECODES_SLASHES) != 0 && path.indexOf('%') >= 0) {
            path = path.replace("%2F", "/").replace("%5C", "/");
        }
        if ((choices & DROPS_PARAMETERS) != 0) {
            path = withoutParameters(path);
        }
        if ((choices & MERGES_SLASHES) != 0) {
            path = merged(path);
        }
        return path;
    }

    /// Without what stands behind a semicolon in each segment.
    private static String withoutParameters(String path) {
        if (path.indexOf(';') < 0) {
            return path;
        }
        StringBuilder kept = new StringBuilder(path.length());
        boolean inParameters = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            inParameters = c != '/' && (inParameters || c == ';');
            if (!inParameters) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static String merged(String path) {
        if (!path.contains("//")) {
            return path;
        }
        StringBuilder merged = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '/' || i == 0 || path.charAt(i - 1) != '/') {
                merged.append(c);
            }
        }
        return merged.toString();
    }
}
