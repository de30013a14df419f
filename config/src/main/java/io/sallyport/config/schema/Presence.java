package io.sallyport.config.schema;

/// Whether a key has to be there.
///
/// @param <V> the type of its value
public sealed interface Presence<V> {
    /// Without it the configuration is refused.
    record Mandatory<V>() implements Presence<V> {}

    /// Without it this value holds.
    record Default<V>(V value) implements Presence<V> {}

    /// It may be left out.
    ///
    /// @param meaning what holds then, for the reference page
    record Optional<V>(String meaning) implements Presence<V> {}
}
