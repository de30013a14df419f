package io.sallyport.proxy.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs Chromium without a screen, in a home of its own where one authority is trusted.
final class Chromium {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static final List<String> FLAGS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--no-proxy-server",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Path home;
    private final NssDatabase database;
    private String preferences = "{}";

    Chromium(Path home, Path authorities) {
        this.home = home;
        this.database = new NssDatabase(home.resolve(".pki").resolve("nssdb"), authorities);
    }

    static Optional<String> absence() {
        return Peers.absenceOf("chromium").or(() -> Peers.absenceOf("certutil"));
    }

    static String version() throws IOException {
        return Program.run(List.of("chromium", "--version", "--no-sandbox"), Map.of(), LIMIT)
                .lines()
                .filter(line -> line.startsWith("Chromium"))
                .findFirst()
                .orElse("")
                .strip();
    }

    /// Shows a certificate where a site asks for one, instead of asking who sits before it.
    ///
    /// @param origin of the site, with its port
    /// @param store the certificate with its key, in PKCS #12
    void showCertificate(String origin, Path store, String password) throws IOException {
        database.folder();
        database.add(store, password);
        preferences =
                "{\"profile\":{\"content_settings\":{\"exceptions\":{\"auto_select_certificate\":{\""
                        + origin
                        + ",*\":{\"setting\":{\"filters\":[{}]}}}}}}}";
    }

    /// The document at an address, as HTML, after its scripts ran. A warning about the certificate is
    /// another document.
    ///
    /// @param flags besides the usual ones
    String page(String address, String... flags) throws IOException {
        database.folder();
        Path profile = Files.createTempDirectory(home, "profile");
        Path settings = Files.createDirectories(profile.resolve("Default"));
        Files.writeString(settings.resolve("Preferences"), preferences);
        List<String> command = new ArrayList<>(List.of("chromium"));
        command.addAll(FLAGS);
        command.addAll(List.of(flags));
        command.add("--user-data-dir=" + profile);
        command.add("--dump-dom");
        command.add(address);
        return Program.run(command, Map.of("HOME", home.toString()), LIMIT);
    }
}
