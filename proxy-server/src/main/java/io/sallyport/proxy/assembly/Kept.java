package io.sallyport.proxy.assembly;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What a configuration leaves to the next one, where that says the same of it: connections that are kept, what is known
/// of servers, sessions, counts. For one thread at a time.
///
/// @param <M> what the configuration says of it
/// @param <V> what was made of that
final class Kept<M, V> {
    private final Map<String, Entry<M, V>> entries = new HashMap<>();

    private record Entry<M, V>(M model, V value) {}

    /// What was made before, if it was made of the same, or what is made now.
    V get(String name, M model, Supplier<V> make) {
        Entry<M, V> known = entries.get(name);
        if (known != null && known.model().equals(model)) {
            return known.value();
        }
        V made = make.get();
        entries.put(name, new Entry<>(model, made));
        return made;
    }

    /// Forgets all others.
    void retain(Set<String> names) {
        entries.keySet().retainAll(names);
    }
}
