package io.sallyport.proxy.credential;

import io.sallyport.config.model.PassphraseSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/// The passphrase of a key, for as long as it takes to read the key. Never printed.
final class Passphrase implements AutoCloseable {
    private final char[] characters;
    private final String origin;

    private Passphrase(char[] characters, String origin) {
        this.characters = characters;
        this.origin = origin;
    }

    /// @param quoted how messages call a path
    static Passphrase from(
            PassphraseSource source, Map<String, String> environment, Function<Path, String> quoted)
            throws UnusableException {
        return switch (source) {
            case PassphraseSource.FromEnvironment(String name) -> {
                String value = environment.get(name);
                if (value == null) {
                    throw new UnusableException(
                            "the environment variable '" + name + "' is not set; set it");
                }
                yield new Passphrase(
                        value.toCharArray(), "the environment variable '" + name + "'");
            }
            case PassphraseSource.FromFile(var file) -> {
                try (BufferedReader reader =
                        Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                    String line = reader.readLine();
                    if (line == null || line.isEmpty()) {
                        throw new UnusableException(
                                quoted.apply(file)
                                        + " has an empty first line; write the passphrase there");
                    }
                    yield new Passphrase(line.toCharArray(), quoted.apply(file));
                } catch (IOException _) {
                    throw new UnusableException(
                            quoted.apply(file)
                                    + " cannot be read; name a UTF-8 text file that this user may"
                                    + " read");
                }
            }
        };
    }

    /// The characters themselves, not a copy.
    char[] characters() {
        return characters;
    }

    /// Where it came from, for messages.
    String origin() {
        return origin;
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "Passphrase from " + origin;
    }
}
