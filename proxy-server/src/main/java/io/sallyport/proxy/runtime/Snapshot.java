package io.sallyport.proxy.runtime;

import java.util.Map;

/// Everything that may change while the program runs, as of one moment. Immutable.
///
/// @param listeners by name
public record Snapshot(Map<String, ListenerSettings> listeners) {

    public Snapshot {
        listeners = Map.copyOf(listeners);
    }

    /// The settings of a listener.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    public ListenerSettings listener(String name) {
        ListenerSettings settings = listeners.get(name);
        if (settings == null) {
            throw new IllegalArgumentException(
                    "listener " + name + " (expected: one of " + listeners.keySet() + ")");
        }
        return settings;
    }
}
