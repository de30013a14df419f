package io.sallyport.config.model;

import java.util.List;
import java.util.Optional;

/// The form of the access log.
///
/// @param format empty: that of all other logs
/// @param fields in the order of the line; empty: the usual ones
public record AccessLog(Optional<AccessFormat> format, List<AccessField> fields) {
    /// As all other logs, with the usual fields.
    public static final AccessLog DEFAULTS = new AccessLog(Optional.empty(), List.of());

    public AccessLog {
        fields = List.copyOf(fields);
    }
}
