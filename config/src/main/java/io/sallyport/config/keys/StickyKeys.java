package io.sallyport.config.keys;

import io.sallyport.config.model.SameSite;
import io.sallyport.config.model.StickySettings;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;

/// Keys under `backends.NAME.sticky`.
final class StickyKeys {
    static final Key<String> COOKIE =
            Key.defaulting(
                    "cookie",
                    Names.token(),
                    StickySettings.DEFAULT_COOKIE,
                    Change.LIVE,
                    "Name of the cookie; another one for each backend that a browser meets on one host.");

    static final Key<SameSite> SAME_SITE =
            Key.defaulting(
                    "same_site",
                    Types.word(SameSite.class),
                    SameSite.LAX,
                    Change.LIVE,
                    """
                    Whether browsers send the cookie with requests that other sites cause: never,
                    when a link is followed, or always.
                    """);

    static final Key<Duration> MAX_AGE =
            Key.optional(
                    "max_age",
                    Types.duration(Duration.ofSeconds(1), Duration.ofHours(10_000)),
                    "until the browser is closed",
                    Change.LIVE,
                    "How long browsers keep the cookie.");

    static final Section SECTION = Section.of(List.of(COOKIE, SAME_SITE, MAX_AGE));

    private StickyKeys() {}
}
