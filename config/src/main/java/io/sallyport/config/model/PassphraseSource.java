package io.sallyport.config.model;

import java.nio.file.Path;

/// Where the passphrase of an encrypted private key is found. Never the passphrase itself.
public sealed interface PassphraseSource {
    /// The first line of a file.
    record FromFile(Path file) implements PassphraseSource {}

    /// The value of an environment variable.
    ///
    /// @param name of the variable
    record FromEnvironment(String name) implements PassphraseSource {}
}
