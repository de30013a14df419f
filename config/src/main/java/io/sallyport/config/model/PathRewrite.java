package io.sallyport.config.model;

/// What takes the place of a request's path on its way to a server.
public sealed interface PathRewrite {
    /// Another prefix in the place of the one that the route matched.
    record Prefix(String replacement) implements PathRewrite {}

    /// Another path, if the whole path matches.
    ///
    /// @param regex in RE2's syntax
    /// @param substitution `$1` to `$9` stand for what the groups matched, `$$` for a dollar
    record Regex(String regex, String substitution) implements PathRewrite {}
}
