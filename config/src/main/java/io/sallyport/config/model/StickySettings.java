package io.sallyport.config.model;

import java.time.Duration;
import java.util.Optional;

/// A cookie that brings a client back to its server.
///
/// @param cookie its name
/// @param maxAge how long browsers keep it; empty: until they are closed
public record StickySettings(String cookie, SameSite sameSite, Optional<Duration> maxAge) {

    /// Ours, unlikely to be anybody else's.
    public static final String DEFAULT_COOKIE = "sallyport_server";

    /// Those of the usual name and kind.
    public static final StickySettings DEFAULTS =
            new StickySettings(DEFAULT_COOKIE, SameSite.LAX, Optional.empty());
}
