package io.sallyport.config.model;

/// What the path of a request has to be. Paths are in the form that [Route] tells of.
public sealed interface PathMatch {
    /// This very path.
    record Exact(String path) implements PathMatch {}

    /// The beginning of the path: with a slash at its end any path that begins so, without one the same path or what
    /// is below it.
    record Prefix(String prefix) implements PathMatch {
        /// Whether a path has this beginning.
        public boolean includes(String path) {
            return path.startsWith(prefix)
                    && (prefix.endsWith("/")
                            || path.length() == prefix.length()
                            || path.charAt(prefix.length()) == '/');
        }
    }

    /// A regular expression for the whole path, in RE2's syntax.
    record Regex(String regex) implements PathMatch {}

    /// Whether every path that `other` takes is taken by this, as far as that can be told without looking into
    /// regular expressions.
    default boolean covers(PathMatch other) {
        return equals(other)
                || this instanceof Prefix prefix
                        && switch (other) {
                            case Exact(String path) -> prefix.includes(path);
                            case Prefix(String longer) -> prefix.includes(longer);
                            case Regex _ -> prefix.prefix().equals("/");
                        };
    }
}
