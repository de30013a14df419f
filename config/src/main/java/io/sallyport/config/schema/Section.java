package io.sallyport.config.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping with known keys.
///
/// @param keys in the order of the reference page
/// @param refused keys that people may expect, with the reason why they are not there
public record Section(List<Key<?>> keys, Map<String, String> refused) {
    public Section {
        keys = List.copyOf(keys);
        refused = Map.copyOf(refused);
    }

    /// A section without refused keys.
    public static Section of(List<Key<?>> keys) {
        return new Section(keys, Map.of());
    }

    /// The same, with friendlier words for some unknown keys.
    public Section refusing(Map<String, String> reasons) {
        return new Section(keys, reasons);
    }

    /// The key of that name.
    public Optional<Key<?>> key(String name) {
        for (Key<?> key : keys) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// The names of all keys.
    public List<String> names() {
        return keys.stream().map(Key::name).toList();
    }
}
