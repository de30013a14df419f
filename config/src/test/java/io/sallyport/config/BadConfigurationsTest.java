package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is printed for each bad file stands beside it. After a change that is meant, write them
/// anew with `-Dupdate.golden=true` and read the difference.
class BadConfigurationsTest {
    private static final Path FILES = Path.of("src/test/resources/io/sallyport/config/bad");

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatIsWrongAndWhatWouldBeRight(String name, @TempDir Path folder) throws IOException {
        String text = Files.readString(FILES.resolve(name));

        String printed = print(outcome(text, name, SampleFolder.in(folder)));

        Path expected = FILES.resolve(name.replace(".yaml", ".txt"));
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(expected, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(expected));
        assertThat(printed).doesNotContain("correct horse", "swordfish", "-----BEGIN");
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static LoadOutcome outcome(String text, String name, Path folder) {
        return ConfigLoader.parse(text, name, folder, SampleFolder.ENVIRONMENT);
    }

    private static String print(LoadOutcome outcome) {
        return switch (outcome) {
            case LoadOutcome.Loaded loaded -> "loaded\n" + lines(loaded.warnings());
            case LoadOutcome.Rejected rejected -> "rejected\n" + lines(rejected.problems());
        };
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }
}
