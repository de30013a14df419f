package io.sallyport.proxy.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A database of trusted authorities as NSS and Chromium keep it; made when first asked for.
final class NssDatabase {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final Path authorities;

    /// @param authorities PEM of the one authority that is trusted
    NssDatabase(Path folder, Path authorities) {
        this.folder = folder;
        this.authorities = authorities;
    }

    /// The folder of the database.
    Path folder() throws IOException {
        if (!Files.exists(folder.resolve("cert9.db"))) {
            Files.createDirectories(folder);
            certutil("-N", "--empty-password");
            certutil("-A", "-n", "interop", "-t", "C,,", "-i", authorities.toString());
        }
        return folder;
    }

    /// Adds a certificate with its key.
    ///
    /// @param store both in PKCS #12
    void add(Path store, String password) throws IOException {
        Program.run(
                List.of(
                        "pk12util",
                        "-i",
                        store.toString(),
                        "-d",
                        "sql:" + folder(),
                        "-W",
                        password,
                        "-K",
                        ""),
                Map.of(),
                LIMIT);
    }

    private void certutil(String... arguments) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(List.of("certutil", "-d", "sql:" + folder));
        command.addAll(List.of(arguments));
        Program.run(command, Map.of(), LIMIT);
    }
}
