package io.sallyport.config.keys;

import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import java.time.Duration;
import java.util.List;

/// Keys under `listeners.NAME.tls.hsts`.
final class HstsKeys {
    static final Key<Duration> MAX_AGE =
            Key.mandatory(
                    "max_age",
                    Types.duration(Duration.ZERO, Duration.ofDays(3650)),
                    Change.LIVE,
                    """
                    How long clients keep to https after each answer, such as `17520h` for two
                    years. `0s` takes the promise back.
                    """);

    static final Key<Boolean> INCLUDE_SUBDOMAINS =
            Key.defaulting(
                    "include_subdomains",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    "Whether all names below the host are there by https only, too.");

    static final Key<Boolean> PRELOAD =
            Key.defaulting(
                    "preload",
                    Types.flag(),
                    false,
                    Change.LIVE,
                    """
                    Whether browsers may ship with the promise, which takes months to take back. It
                    needs `include_subdomains` and a `max_age` of a year at least.
                    """);

    static final Section SECTION = Section.of(List.of(MAX_AGE, INCLUDE_SUBDOMAINS, PRELOAD));

    private HstsKeys() {}
}
