package io.sallyport.config.keys;

import io.sallyport.config.model.HashBy;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.util.List;

/// Keys under `backends.NAME.hash`.
final class HashKeys {
    static final Key<HashBy> BY =
            Key.defaulting(
                    "by",
                    Types.word(HashBy.class),
                    HashBy.CLIENT,
                    Change.LIVE,
                    """
                    What decides on the server: the client's address (without the port), a field of
                    the request's header, or a cookie. Requests without that field or cookie go to
                    the servers in turn. `header` and `cookie` are for `mode: http` only.
                    """);

    static final Key<String> NAME =
            Key.optional(
                    "name",
                    Names.token(),
                    "none",
                    Change.LIVE,
                    "Name of the header field or cookie; to be given for these, and only for these.");

    static final Section SECTION = Section.of(List.of(BY, NAME));

    private HashKeys() {}
}
