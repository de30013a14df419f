package io.sallyport.proxy.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is done to the header fields of a message, in this order. Names are in lower case, and none of them says how long
/// a message is or what the connection is to do.
///
/// @param remove all fields of these names
/// @param set instead of whatever there is of that name
/// @param add beside whatever there is of that name
public record FieldChanges(List<String> remove, Map<String, String> set, Map<String, String> add) {
    /// Nothing is done.
    public static final FieldChanges NONE = new FieldChanges(List.of(), Map.of(), Map.of());

    public FieldChanges {
        remove = List.copyOf(remove);
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        add = Collections.unmodifiableMap(new LinkedHashMap<>(add));
    }
}
