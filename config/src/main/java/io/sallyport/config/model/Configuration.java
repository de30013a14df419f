package io.sallyport.config.model;

import java.util.Locale;

/// Everything the operator decides. Immutable; both halves name the same listeners.
///
/// @param startup what only a restart changes
/// @param live what may change while the program runs
public record Configuration(StartupSettings startup, LiveSettings live) {
    public Configuration {
        if (!startup.listeners().keySet().equals(live.listeners().keySet())) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "addresses for the listeners %s, settings for %s; both must name the same",
                            startup.listeners().keySet(),
                            live.listeners().keySet()));
        }
    }
}
