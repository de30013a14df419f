package io.sallyport.proxy.route;

import org.jspecify.annotations.Nullable;

/// What takes the place of a path.
public sealed interface PathRewrite permits PrefixRewrite, RegexRewrite {

    /// The new path; one that is not read alike by everybody comes out as it is.
    ///
    /// @param path that the route took
    String of(RequestPath path);

    /// The new path as it can be forwarded.
    ///
    /// @return null if it is no path, or a server might find dots to resolve in it: then somebody might get out of where
    ///     the rewriting leads
    default @Nullable String checked(RequestPath path) {
        String rewritten = of(path);
        if (!RequestPath.isPath(rewritten)) {
            return null;
        }
        RequestPath read = RequestPath.of(rewritten);
        return read != null && read.forwarded().equals(rewritten) ? rewritten : null;
    }
}
