package io.sallyport.config.model;

import java.util.List;
import java.util.Map;

/// What is done to the header fields of a message, in this order. Names are in lower case.
///
/// @param remove all fields of these names
/// @param set instead of whatever there is of that name
/// @param add beside whatever there is of that name
public record HeaderChanges(List<String> remove, Map<String, String> set, Map<String, String> add) {
    /// Nothing is done.
    public static final HeaderChanges NONE = new HeaderChanges(List.of(), Map.of(), Map.of());

    public HeaderChanges {
        remove = List.copyOf(remove);
        set = OrderedMaps.copyOf(set);
        add = OrderedMaps.copyOf(add);
    }
}
