package io.sallyport.config;

import io.sallyport.config.keys.CrossChecks;
import io.sallyport.config.keys.ModelAssembly;
import io.sallyport.config.keys.RootKeys;
import io.sallyport.config.problem.Position;
import io.sallyport.config.problem.Positions;
import io.sallyport.config.problem.Problem;
import io.sallyport.config.problem.Severity;
import io.sallyport.config.schema.Reading;
import io.sallyport.config.schema.SchemaReader;
import io.sallyport.config.schema.Surroundings;
import io.sallyport.config.schema.Values;
import io.sallyport.config.yaml.YamlException;
import io.sallyport.config.yaml.YamlNode;
import io.sallyport.config.yaml.YamlParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads configurations: YAML text to a checked model, or to every problem in it at once.
///
/// Files that the configuration names are looked for, but not read: what is in certificates and
/// keys is for others to check. Stateless and safe for use by many threads.
public final class ConfigLoader {
    private ConfigLoader() {}

    /// Reads a file. Relative paths in it begin in its folder.
    ///
    /// @param file UTF-8, at most 1 MiB
    /// @param environment for `${NAME}` and for `passphrase_env`, usually `System.getenv()`
    /// @return never throws for what is in the file, nor when it cannot be read
    public static LoadOutcome load(Path file, Map<String, String> environment) {
        String source = file.toString();
        try {
            if (Files.size(file) > 4L * YamlParser.MAX_LENGTH) {
                return unreadable(source, "is too large; a configuration has at most 1 MiB");
            }
            Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
            return parse(Files.readString(file), source, folder, environment);
        } catch (NoSuchFileException _) {
            return unreadable(source, "does not exist; name the configuration file");
        } catch (CharacterCodingException _) {
            return unreadable(source, "is not UTF-8 text; store it as UTF-8");
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "is a folder" : "cannot be read (" + e + ")";
            return unreadable(source, reason + "; name a file that this user may read");
        }
    }

    /// Reads a text.
    ///
    /// @param sourceName stands where problems name the file
    /// @param baseFolder where relative paths in it begin
    /// @param environment for `${NAME}` and for `passphrase_env`, usually `System.getenv()`
    public static LoadOutcome parse(
            String text, String sourceName, Path baseFolder, Map<String, String> environment) {
        YamlNode document;
        try {
            document = YamlParser.parse(text);
        } catch (YamlException e) {
            return rejected(sourceName, Optional.of(e.position()), e.problem());
        }
        Reading reading = new Reading(sourceName);
        Surroundings surroundings = new Surroundings(baseFolder, environment);
        Values root = SchemaReader.read(RootKeys.SECTION, document, reading, surroundings);
        CrossChecks.run(root, reading);
        return reading.hasErrors()
                ? new LoadOutcome.Rejected(
                        reading.problems(),
                        ModelAssembly.certificates(root),
                        ModelAssembly.ticketSecretSources(root),
                        reading.positions())
                : new LoadOutcome.Loaded(
                        ModelAssembly.configuration(root), reading.problems(), reading.positions());
    }

    private static LoadOutcome unreadable(String source, String message) {
        return rejected(source, Optional.empty(), message);
    }

    private static LoadOutcome rejected(
            String source, Optional<Position> position, String message) {
        return new LoadOutcome.Rejected(
                List.of(new Problem(source, position, "", message, Severity.ERROR)),
                Map.of(),
                Map.of(),
                Positions.none(source));
    }
}
