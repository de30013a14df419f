package io.sallyport.config.keys;

import io.sallyport.config.model.InvalidValueException;
import io.sallyport.config.model.Keyword;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;
import java.util.Locale;

/// Keys under `listeners.NAME.routes[].redirect`.
final class RedirectKeys {
    private static final String AS_ASKED = "as asked for";
    private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);
    private static final int DEFAULT_STATUS = 308;

    /// The schemes that there are.
    enum Scheme implements Keyword {
        HTTP,
        HTTPS;

        @Override
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Key<Integer> STATUS =
            Key.defaulting(
                    "status",
                    status(),
                    DEFAULT_STATUS,
                    Change.LIVE,
                    """
                    The status: `308` and `301` for good, `307`, `302` and `303` for now. Only with
                    `308` and `307` clients keep the method and send the body again.
                    """);

    static final Key<Scheme> SCHEME =
            Key.optional(
                    "scheme",
                    Types.word(Scheme.class),
                    AS_ASKED,
                    Change.LIVE,
                    """
                    The scheme to go to. With another one than the client's, the port is that
                    scheme's usual one unless `port` is given.
                    """);

    static final Key<String> HOST =
            Key.optional(
                    "host",
                    HttpText.plainHost(),
                    AS_ASKED,
                    Change.LIVE,
                    "The host to go to, without a port. It takes the port that was asked for away.");

    static final Key<Integer> PORT =
            Key.optional(
                    "port", Types.whole(1, 65_535), AS_ASKED, Change.LIVE, "The port to go to.");

    static final Key<String> PATH =
            Key.optional(
                    "path",
                    PathText.path(),
                    AS_ASKED,
                    Change.LIVE,
                    "The path to go to. The query stays as it was asked for.");

    static final Key<String> PREFIX =
            Key.optional(
                    "prefix",
                    PathText.path(),
                    AS_ASKED,
                    Change.LIVE,
                    """
                    What takes the place of the route's `path_prefix` in the path. Only one of
                    `path` and `prefix` can be given.
                    """);

    static final Section SECTION = Section.of(List.of(STATUS, SCHEME, HOST, PORT, PATH, PREFIX));

    private RedirectKeys() {}

    private static ValueType.Scalar<Integer> status() {
        ValueType.Scalar<Integer> number = Types.whole(301, 308);
        return new ValueType.Scalar<>(
                "status",
                "301, 302, 303, 307 or 308",
                number.shapes(),
                (text, surroundings) -> {
                    if (STATUSES.stream().noneMatch(each -> each.toString().equals(text))) {
                        throw new InvalidValueException(
                                text,
                                "is not a status that redirects",
                                "write 301, 302, 303, 307 or 308");
                    }
                    return number.parser().parse(text, surroundings);
                },
                String::valueOf);
    }
}
