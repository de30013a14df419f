package io.sallyport.config.schema;

/// A key of the configuration, declared once for the reader, the JSON Schema and the reference
/// page.
///
/// @param name in snake_case
/// @param type of the value
/// @param presence whether it has to be there, and what holds otherwise
/// @param change what it takes for a changed value to hold
/// @param hidden whether its value is kept out of messages
/// @param doc what it means, in Markdown; the first sentence stands alone
/// @param <V> the type of the value
public record Key<V>(
        String name,
        ValueType<V> type,
        Presence<V> presence,
        Change change,
        boolean hidden,
        String doc) {
    public Key {
        doc = doc.strip();
    }

    /// A key that has to be there.
    public static <V> Key<V> mandatory(String name, ValueType<V> type, Change change, String doc) {
        return new Key<>(name, type, new Presence.Mandatory<>(), change, false, doc);
    }

    /// A key with a default.
    public static <V> Key<V> defaulting(
            String name, ValueType<V> type, V value, Change change, String doc) {
        return new Key<>(name, type, new Presence.Default<>(value), change, false, doc);
    }

    /// A key that may be left out.
    public static <V> Key<V> optional(
            String name, ValueType<V> type, String meaning, Change change, String doc) {
        return new Key<>(name, type, new Presence.Optional<>(meaning), change, false, doc);
    }

    /// The same, with its value kept out of messages, because a secret might have been written
    /// there by mistake.
    public Key<V> hiddenInMessages() {
        return new Key<>(name, type, presence, change, true, doc);
    }
}
