package io.sallyport.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A folder with the files that the sample configurations name.
public final class SampleFolder {
    /// For the variables in the sample configurations; no message may hold these values.
    public static final Map<String, String> ENVIRONMENT =
            Map.of("PASSWORD", "correct horse", "CERTIFICATE", "-----BEGIN CERTIFICATE-----");

    private SampleFolder() {}

    /// Fills an empty folder.
    public static Path in(Path folder) {
        try {
            Files.createDirectory(folder.resolve("certs"));
            for (String name :
                    new String[] {
                        "site.pem",
                        "site.key",
                        "clients-ca.pem",
                        "site-ecdsa.pem",
                        "site-ecdsa.key",
                        "site-rsa.pem",
                        "site-rsa.key",
                        "site-rsa.passphrase",
                        "tickets-new.secret",
                        "tickets-old.secret",
                        "tickets.key"
                    }) {
                file(folder, name, "rw-------");
            }
            file(folder, "loose.key", "rw-r--r--");
            file(folder, "loose.secret", "rw-r--r--");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static void file(Path folder, String name, String modes) throws IOException {
        Path file = Files.writeString(folder.resolve("certs").resolve(name), "not read");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }
}
