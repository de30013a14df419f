package io.sallyport.proxy.route;

import com.google.re2j.Pattern;

/// What a path has to be. Paths are in the spelling of [RequestPath#readings].
public sealed interface PathPattern {
    boolean matches(String path);

    /// This very path.
    record Exact(String path) implements PathPattern {
        @Override
        public boolean matches(String candidate) {
            return candidate.equals(path);
        }
    }

    /// The beginning of the path, by whole segments: one that ends in a slash is the beginning of what is below it, any
    /// other one also the path itself.
    record Prefix(String prefix) implements PathPattern {
        @Override
        public boolean matches(String candidate) {
            return candidate.startsWith(prefix)
                    && (prefix.endsWith("/")
                            || candidate.length() == prefix.length()
                            || candidate.charAt(prefix.length()) == '/');
        }
    }

    /// An expression for the whole path. Its time is in proportion to the path's length.
    record Regex(Pattern pattern) implements PathPattern {
        @Override
        public boolean matches(String candidate) {
            return pattern.matches(candidate);
        }
    }
}
