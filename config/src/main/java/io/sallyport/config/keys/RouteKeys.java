package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.util.List;

/// Keys of the items of `listeners.NAME.routes`.
final class RouteKeys {
    static final Key<String> NAME =
            Key.optional(
                    "name",
                    Names.configured("route"),
                    "`route-1`, `route-2` and so on, by its place",
                    Change.LIVE,
                    "The route's name in metrics and logs.");

    static final Key<Values> MATCH =
            Key.optional(
                    "match",
                    new ValueType.Nested(MatchKeys.SECTION),
                    "everything",
                    Change.LIVE,
                    """
                    Which requests the route takes, or in `mode: tcp` which connections: those that
                    fit everything that is given.
                    """);

    static final Key<String> BACKEND =
            Key.optional(
                    "backend",
                    Types.text("name", "the name of a backend"),
                    "see `redirect` and `respond`",
                    Change.LIVE,
                    """
                    The backend that gets what the route takes: a name under `backends`. One of
                    `backend`, `redirect` and `respond` must be there.
                    """);

    static final Key<Values> REDIRECT =
            Key.optional(
                    "redirect",
                    new ValueType.Nested(RedirectKeys.SECTION),
                    "no redirect",
                    Change.LIVE,
                    """
                    Another URL that clients are told to go to. What is not given stays as it was
                    asked for. Only in `mode: http`.
                    """);

    static final Key<Values> RESPOND =
            Key.optional(
                    "respond",
                    new ValueType.Nested(RespondKeys.SECTION),
                    "no fixed answer",
                    Change.LIVE,
                    "A fixed answer. Only in `mode: http`.");

    static final Section SECTION = Section.of(List.of(NAME, MATCH, BACKEND, REDIRECT, RESPOND));

    private RouteKeys() {}
}
