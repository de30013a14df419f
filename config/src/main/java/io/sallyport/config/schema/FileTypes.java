package io.sallyport.config.schema;

import io.sallyport.config.model.InvalidValueException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Types of values that name files. Relative paths begin in the folder of the configuration.
public final class FileTypes {
    private static final String PEM = "-----BEGIN";

    private FileTypes() {}

    /// A file that is there and can be read.
    ///
    /// @param description what to write: `the path of a PEM file`
    public static ValueType.Scalar<Path> readable(String description) {
        return path(
                description,
                (text, file) -> {
                    if (!Files.exists(file)) {
                        throw new InvalidValueException(
                                text, "does not exist", remedy(description));
                    }
                    if (!Files.isRegularFile(file)) {
                        throw new InvalidValueException(
                                text, "is not a regular file", "write " + description);
                    }
                    requireReadable(text, file);
                });
    }

    /// A file that is there and can be read, or a folder.
    ///
    /// @param description what to write
    public static ValueType.Scalar<Path> readableOrFolder(String description) {
        return path(
                description,
                (text, file) -> {
                    if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
                        throw new InvalidValueException(
                                text, "does not exist", remedy(description));
                    }
                    requireReadable(text, file);
                });
    }

    private static void requireReadable(String text, Path file) {
        if (!Files.isReadable(file)) {
            throw new InvalidValueException(
                    text, "cannot be read", "let the user this program runs as read it");
        }
    }

    /// A file that is made or appended to.
    ///
    /// @param description what to write
    public static ValueType.Scalar<Path> writable(String description) {
        return path(
                description,
                (text, file) -> {
                    Path folder = file.toAbsolutePath().getParent();
                    if (folder == null || !Files.isDirectory(folder)) {
                        throw new InvalidValueException(
                                text, "is in a folder that does not exist", remedy(description));
                    }
                    if (Files.exists(file) && Files.isDirectory(file)) {
                        throw new InvalidValueException(
                                text, "is a folder", "write " + description);
                    }
                });
    }

    private static ValueType.Scalar<Path> path(String description, Check check) {
        return new ValueType.Scalar<>(
                "path",
                description,
                List.of(new Shape.Text("")),
                (text, surroundings) -> {
                    Path file = resolve(text, surroundings.folder(), description);
                    check.check(text, file);
                    return file;
                },
                Path::toString);
    }

    private static Path resolve(String text, Path folder, String description) {
        if (text.contains(PEM) || text.contains("\n")) {
            throw new InvalidValueException(text, "is the content of a file", remedy(description));
        }
        try {
            if (!text.isBlank()) {
                return folder.resolve(text);
            }
        } catch (InvalidPathException _) {
            // the same answer as for no path at all
        }
        throw new InvalidValueException(text, "is not a path", remedy(description));
    }

    private static String remedy(String description) {
        return "write " + description + ", absolute or from the folder of this configuration";
    }

    @FunctionalInterface
    private interface Check {
        void check(String text, Path file);
    }
}
