package io.sallyport.proxy.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/// The page `target/interop-report.md`, put together from what each test adds to it. With the system
/// property `interop.page` the same goes to that file, too; `docs/interop.md` is made so:
///
/// ```
/// mvn verify -Dpeers=required -Dinterop.page=../docs/interop.md
/// ```
final class ReportPage {
    private static final Path TARGET = Path.of("target");
    private static final Path SECTIONS = TARGET.resolve("interop-report");

    private static final String HEAD =
            """
            # Interoperability

            Written by the tests (`mvn verify -Dpeers=required -Dinterop.page=../docs/interop.md`), run on %s with
            JDK %s.

            """;

    private ReportPage() {}

    /// Adds or replaces a section.
    ///
    /// @param name sections stand in the order of their names
    static synchronized void write(String name, String section) throws IOException {
        Files.createDirectories(SECTIONS);
        Files.writeString(SECTIONS.resolve(name + ".md"), section);
        StringBuilder page =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                HEAD,
                                LocalDate.now(ZoneOffset.UTC),
                                Runtime.version()));
        try (Stream<Path> files = Files.list(SECTIONS)) {
            for (Path file : files.sorted().toList()) {
                page.append(Files.readString(file));
            }
        }
        Files.writeString(TARGET.resolve("interop-report.md"), page);
        String copy = System.getProperty("interop.page");
        if (copy != null) {
            Files.writeString(Path.of(copy), page);
        }
    }
}
