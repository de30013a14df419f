package io.sallyport.config.model;

import java.nio.file.Path;
import java.util.List;

/// Where the keys that seal session tickets come from. Never the keys themselves.
public sealed interface TicketSecretSource {
    /// The process makes them for itself, and nobody else has them.
    record OwnProcess() implements TicketSecretSource {}

    /// Secrets that keys are derived from, a file for each.
    ///
    /// @param files the newest secret first
    record SecretFiles(List<Path> files) implements TicketSecretSource {
        public SecretFiles {
            files = List.copyOf(files);
        }
    }

    /// Secrets that keys are derived from, separated by white space or commas, the newest first, in an
    /// environment variable.
    ///
    /// @param name of the variable
    record SecretVariable(String name) implements TicketSecretSource {}

    /// Files that are keys.
    ///
    /// @param files the key that seals first
    record KeyFiles(List<Path> files) implements TicketSecretSource {
        public KeyFiles {
            files = List.copyOf(files);
        }
    }
}
