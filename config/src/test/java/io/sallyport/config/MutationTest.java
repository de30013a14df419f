package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the text, the loader answers: it never throws, and a refusal always says why and where.
class MutationTest {
    private static final int MUTATIONS = 10_000;
    private static final String[] SNIPPETS = {
        ":",
        "\n",
        "  ",
        "\t",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "&a ",
        "*a",
        "!!str ",
        "#",
        "|",
        ">",
        "? ",
        "---\n",
        "...\n",
        "${",
        "${PASSWORD}",
        "$${",
        "~",
        "<<: ",
        "\u0000",
        "\u0085",
        "\uFEFF",
        "\uD83D\uDE00",
        "\uD83D",
        "%YAML 1.2\n",
        "listeners:\n",
        "tls:\n",
        "999999999999999999999"
    };

    @TempDir static Path folder;
    private static String valid = "";

    @BeforeAll
    static void read() throws IOException {
        SampleFolder.in(folder);
        valid =
                Files.readString(
                        Path.of("src/test/resources/io/sallyport/config/reference/full.yaml"));
    }

    @Test
    void answersForEveryPrefixOfAFile() {
        for (int length = 0; length <= valid.length(); length++) {
            assertAnswers(valid.substring(0, length));
        }
    }

    @Test
    void answersForEverySuffixOfAFile() {
        for (int start = 0; start < valid.length(); start++) {
            assertAnswers(valid.substring(start));
        }
    }

    @Test
    void answersForFilesWithRandomChanges() {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            assertAnswers(mutate(new Random(seed)));
        }
    }

    @Test
    void answersForRandomTexts() {
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(SNIPPETS[random.nextInt(SNIPPETS.length)]);
            }
            assertAnswers(text.toString());
        }
    }

    private static String mutate(Random random) {
        StringBuilder text = new StringBuilder(valid);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(30));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
                case 2 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                default -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            }
        }
        return text.toString();
    }

    private static void assertAnswers(String text) {
        LoadOutcome outcome;
        try {
            outcome = ConfigLoader.parse(text, "test.yaml", folder, SampleFolder.ENVIRONMENT);
        } catch (RuntimeException e) {
            throw new AssertionError("throws for: " + text, e);
        }
        List<Problem> problems =
                switch (outcome) {
                    case LoadOutcome.Loaded loaded -> loaded.warnings();
                    case LoadOutcome.Rejected rejected -> rejected.problems();
                };
        for (Problem problem : problems) {
            assertThat(problem.line()).isPositive();
            assertThat(problem.toString()).doesNotContain("correct horse", "-----BEGIN", "\n");
        }
    }
}
