package io.sallyport.proxy.runtime;

import io.sallyport.proxy.backend.Backend;
import java.util.List;
import java.util.Map;

/// Everything that may change while the program runs, as of one moment. Immutable.
///
/// @param listeners by name
/// @param backends all that there are; one that the next snapshot does not have any more is to be retired
public record Snapshot(Map<String, ListenerSettings> listeners, List<Backend> backends) {

    public Snapshot {
        listeners = Map.copyOf(listeners);
        backends = List.copyOf(backends);
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
