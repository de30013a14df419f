package io.sallyport.proxy.credential;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files that a configuration names, or whose folders it names. Blocks on them.
final class NamedFiles {
    /// More files in a folder are not read: it is probably the wrong one.
    static final int MOST_FILES = 1_000;

    /// What tells whether a file has changed. One that is written anew has another time or size; one that another takes
    /// the place of, by whatever link, another identity.
    record Stamp(Path file, FileTime modified, long size, @Nullable Object identity) {}

    private NamedFiles() {}

    /// What is to be compared with what it is later.
    static List<Stamp> stamps(List<Path> named) {
        List<Stamp> stamps = new ArrayList<>();
        for (Path each : named) {
            for (Path file : in(each)) {
                stamps.add(stamp(file));
            }
        }
        return stamps;
    }

    /// Of a folder, all files in the order of their names but those that begin with a dot; of these at most one more than
    /// [#MOST_FILES].
    static List<Path> in(Path named) {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(named)) {
            for (Path entry : entries) {
                if (!isHidden(entry) && Files.isRegularFile(entry)) {
                    files.add(entry);
                }
                if (files.size() > MOST_FILES) {
                    break;
                }
            }
        } catch (IOException _) {
            // a folder that is gone holds no file
            return List.of();
        }
        files.sort(null);
        return files;
    }

    /// The same, or none and an error if there are none, or too many.
    ///
    /// @param path of the key
    /// @param content what each of them should be
    static List<Path> in(Path named, String path, String content, Findings findings) {
        List<Path> files = in(named);
        if (!files.isEmpty() && files.size() <= MOST_FILES) {
            return files;
        }
        findings.error(
                path,
                findings.quoted(named)
                        + (files.isEmpty() ? " holds no file" : " holds too many files")
                        + "; name a folder with 1 to 1,000 files, each of them "
                        + content);
        return List.of();
    }

    private static boolean isHidden(Path file) {
        Path name = file.getFileName();
        return name == null || name.toString().startsWith(".");
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    file, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException _) {
            return new Stamp(file, FileTime.fromMillis(0), -1, null);
        }
    }
}
