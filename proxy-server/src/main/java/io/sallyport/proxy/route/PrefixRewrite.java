package io.sallyport.proxy.route;

/// Another beginning for a path. What comes after it stays, spelled as it came.
///
/// @param prefix that was matched
/// @param replacement begins with a slash
public record PrefixRewrite(String prefix, String replacement) implements PathRewrite {

    @Override
    public String of(RequestPath path) {
        return of(path.forwarded());
    }

    /// @param path that has the prefix, in whatever spelling
    public String of(String path) {
        String rest = path.substring(end(path));
        if (rest.isEmpty() || prefix.endsWith("/") == replacement.endsWith("/")) {
            return replacement + rest;
        }
        return prefix.endsWith("/") ? replacement + "/" + rest : replacement + rest.substring(1);
    }

    /// Where the prefix ends in a path that spells it in another way: slashes are slashes in every spelling.
    private int end(String path) {
        int end = 0;
        for (int slash = prefix.indexOf('/', 1);
                slash >= 0;
                slash = prefix.indexOf('/', slash + 1)) {
            end = path.indexOf('/', end + 1);
        }
        if (prefix.endsWith("/")) {
            return end + 1;
        }
        int next = path.indexOf('/', end + 1);
        return next < 0 ? path.length() : next;
    }
}
