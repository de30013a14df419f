package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import java.util.List;

/// Keys under `listeners.NAME.routes[].rewrite`.
final class RewriteKeys {
    static final Key<String> PREFIX =
            Key.optional(
                    "prefix",
                    PathText.path(),
                    "see `regex`",
                    Change.LIVE,
                    """
                    What takes the place of the route's `path_prefix` in the path. What comes after
                    it stays as the client wrote it. One of `prefix` and `regex` must be there.
                    """);

    static final Key<String> REGEX =
            Key.optional(
                    "regex",
                    HttpText.regex(),
                    "see `prefix`",
                    Change.LIVE,
                    """
                    A regular expression for the whole path. A path that it does not match stays as
                    it is.
                    """);

    static final Key<String> SUBSTITUTION =
            Key.optional(
                    "substitution",
                    PathText.substitution(),
                    "only beside `prefix`",
                    Change.LIVE,
                    """
                    The path that takes the place of one that `regex` matches. `$1` to `$9` stand
                    for what the groups of `regex` matched, `$$` for a dollar.
                    """);

    static final Section SECTION = Section.of(List.of(PREFIX, REGEX, SUBSTITUTION));

    private RewriteKeys() {}
}
