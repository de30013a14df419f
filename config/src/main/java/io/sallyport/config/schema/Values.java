package io.sallyport.config.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The values of one section: those given that are valid, and defaults for those not given.
public final class Values {
    private final String path;
    private final Map<String, Object> given;
    private final Map<String, String> written;
    private final Set<String> present;

    /// @param present the keys that are there, whether their values are valid or not
    Values(
            String path,
            Map<String, Object> given,
            Map<String, String> written,
            Set<String> present) {
        this.path = path;
        this.present = Set.copyOf(present);
        this.given = new HashMap<>(given);
        this.written = new HashMap<>(written);
    }

    /// A section that says nothing.
    static Values none(String path) {
        return new Values(path, Map.of(), Map.of(), Set.of());
    }

    /// A section of which a single value is given in short.
    static Values of(String path, Key<?> key, Object value) {
        return new Values(path, Map.of(key.name(), value), Map.of(), Set.of(key.name()));
    }

    /// The path of the section; empty for the root.
    public String path() {
        return path;
    }

    /// The path of a key in this section.
    public String pathOf(Key<?> key) {
        return Paths.child(path, key.name());
    }

    /// The path of an item of a list in this section.
    public String pathOf(Key<?> key, int index) {
        return Paths.item(pathOf(key), index);
    }

    /// Whether there is a valid value in the file.
    public boolean isGiven(Key<?> key) {
        return given.containsKey(key.name());
    }

    /// Whether the key is in the file, be its value valid or not.
    public boolean isWritten(Key<?> key) {
        return present.contains(key.name());
    }

    /// A single value as it may stand in a message: in quotes, variables not put in.
    public String shown(Key<?> key) {
        return written.getOrDefault(key.name(), "the value");
    }

    /// The given value or else the default; empty when there is neither, or the given value is not
    /// valid.
    public <V> Optional<V> find(Key<V> key) {
        @SuppressWarnings("unchecked") // put there by the reader under this very key
        V value = (V) given.get(key.name());
        if (value != null) {
            return Optional.of(value);
        }
        return key.presence() instanceof Presence.Default<V>(V usual)
                ? Optional.of(usual)
                : Optional.empty();
    }

    /// The given value or else the default.
    ///
    /// @throws IllegalStateException when there is neither, which a reading without errors rules
    ///   out for all but optional keys
    public <V> V get(Key<V> key) {
        return find(key).orElseThrow(() -> new IllegalStateException(pathOf(key) + " is missing"));
    }

    /// The given section or else one without keys, all of whose defaults hold.
    public Values section(Key<Values> key) {
        return find(key).orElseGet(() -> none(pathOf(key)));
    }
}
