package io.sallyport.config.schema;

import java.nio.file.Path;
import java.util.Map;

/// What a value may depend on outside of the file.
///
/// @param folder where relative paths begin
/// @param environment by variable name
public record Surroundings(Path folder, Map<String, String> environment) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
