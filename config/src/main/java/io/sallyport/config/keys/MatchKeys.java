package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.ValueType;
import io.sallyport.config.schema.Values;
import java.util.List;

/// Keys under `listeners.NAME.routes[].match`.
final class MatchKeys {
    private static final String ANY = "any";

    static final Key<List<String>> SERVER_NAME =
            Key.optional(
                    "server_name",
                    new ValueType.OneOrMore<>(Names.serverName()),
                    ANY,
                    Change.LIVE,
                    """
                    In `mode: tcp`, the server name (SNI) that the client asked for in TLS, or
                    `*.example.com` for all names below `example.com`.
                    """);

    static final Key<List<String>> HOST =
            Key.optional(
                    "host",
                    new ValueType.OneOrMore<>(HttpText.host()),
                    ANY,
                    Change.LIVE,
                    """
                    The host that is asked for, whatever its port, or `*.example.com` for all names
                    below `example.com`, however far.
                    """);

    static final Key<String> PATH =
            Key.optional(
                    "path",
                    PathText.path(),
                    ANY,
                    Change.LIVE,
                    """
                    The path, without the query. How paths are compared, so that nobody gets past a
                    route by another spelling, stands in [http.md](http.md#routes). Only one of
                    `path`, `path_prefix` and `path_regex` can be given.
                    """);

    static final Key<String> PATH_PREFIX =
            Key.optional(
                    "path_prefix",
                    PathText.path(),
                    ANY,
                    Change.LIVE,
                    """
                    How the path begins: `/v1/` takes what is below it, `/v1` takes `/v1` itself as
                    well, but not `/v10`.
                    """);

    static final Key<String> PATH_REGEX =
            Key.optional(
                    "path_regex",
                    HttpText.regex(),
                    ANY,
                    Change.LIVE,
                    """
                    A regular expression for the whole path. Matching takes time in proportion to
                    the path's length, whatever the expression.
                    """);

    static final Key<List<String>> METHOD =
            Key.optional(
                    "method",
                    new ValueType.OneOrMore<>(HttpText.method()),
                    ANY,
                    Change.LIVE,
                    """
                    The request's method. `GET` does not include `HEAD`.
                    """);

    static final Key<List<Values>> HEADERS =
            Key.optional(
                    "headers",
                    new ValueType.NestedList(HeaderMatchKeys.SECTION),
                    ANY,
                    Change.LIVE,
                    "Header fields as the client sent them, all of which have to fit.");

    static final Section SECTION =
            Section.of(List.of(SERVER_NAME, HOST, PATH, PATH_PREFIX, PATH_REGEX, METHOD, HEADERS));

    private MatchKeys() {}
}
