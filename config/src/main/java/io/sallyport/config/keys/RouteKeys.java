package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.time.Duration;
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

    static final Key<Values> REWRITE =
            Key.optional(
                    "rewrite",
                    new ValueType.Nested(RewriteKeys.SECTION),
                    "the path stays as it is",
                    Change.LIVE,
                    "Another path for the server. Only beside `backend`, and in `mode: http`.");

    static final Key<Values> REQUEST_HEADERS =
            Key.optional(
                    "request_headers",
                    new ValueType.Nested(HeaderChangeKeys.SECTION),
                    "only what [http.md](http.md#what-it-does) tells of",
                    Change.LIVE,
                    """
                    What is done to the header fields that the server gets, after everything else.
                    Only beside `backend`, and in `mode: http`.
                    """);

    static final Key<Values> RESPONSE_HEADERS =
            Key.optional(
                    "response_headers",
                    new ValueType.Nested(HeaderChangeKeys.SECTION),
                    "only what [http.md](http.md#what-it-does) tells of",
                    Change.LIVE,
                    """
                    What is done to the header fields of every answer that the client gets, those of
                    the proxy's own among them. Only in `mode: http`.
                    """);

    static final Key<Values> COMPRESSION =
            Key.optional(
                    "compression",
                    new ValueType.Nested(CompressionKeys.SECTION),
                    "answers stay as they are",
                    Change.LIVE,
                    """
                    Compression of answers from servers, where client and answer allow it: see
                    [http.md](http.md#compression), also for when it gives secrets away. Only beside
                    `backend`, and in `mode: http`.
                    """);

    static final Key<Duration> TIMEOUT =
            Key.optional(
                    "timeout",
                    Types.duration(Duration.ofMillis(10), Duration.ofHours(24)),
                    "none, as long as something moves",
                    Change.LIVE,
                    """
                    How long a request may take, from its head to the end of its answer. After that
                    the client gets a 504, or if the answer was begun, it is broken off. Only beside
                    `backend`, and in `mode: http`.
                    """);

    static final Key<Duration> IDLE_TIMEOUT =
            Key.optional(
                    "idle_timeout",
                    Types.duration(Duration.ofMillis(10), Duration.ofHours(24)),
                    "the listener's",
                    Change.LIVE,
                    """
                    The listener's `idle_timeout`, for requests of this route: a longer one for
                    answers that pause, or a shorter one. Only beside `backend`, and in `mode: http`.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            NAME,
                            MATCH,
                            BACKEND,
                            REDIRECT,
                            RESPOND,
                            REWRITE,
                            REQUEST_HEADERS,
                            RESPONSE_HEADERS,
                            COMPRESSION,
                            TIMEOUT,
                            IDLE_TIMEOUT));

    private RouteKeys() {}
}
