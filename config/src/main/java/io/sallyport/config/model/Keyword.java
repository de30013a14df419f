package io.sallyport.config.model;

/// A choice among fixed words in the configuration.
public interface Keyword {
    /// The word as it is written in the configuration, such as `round_robin`.
    String keyword();
}
