package io.sallyport.config.schema;

import java.util.regex.Pattern;

/// Paths of keys, such as `listeners.web.tls.certificates[0].key`.
final class Paths {
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Paths() {}

    static String child(String path, String key) {
        String name = SIMPLE.matcher(key).matches() ? key : Shown.quoted(key);
        return path.isEmpty() ? name : path + "." + name;
    }

    static String item(String path, int index) {
        return path + "[" + index + "]";
    }
}
