package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page about HTTP has a row for each reason, and for nothing else.
class HttpPageTest {

    @Test
    void hasARowForEachReasonInTheOrderOfTheLists() throws IOException {
        assertThat(rows().map(row -> row.substring(0, row.indexOf(" | "))))
                .containsExactlyElementsOf(
                        Stream.of(
                                        Arrays.stream(HttpViolation.values())
                                                .map(HttpViolation::id),
                                        Arrays.stream(HttpFailure.values()).map(HttpFailure::id),
                                        Arrays.stream(Http2Failure.values()).map(Http2Failure::id))
                                .flatMap(ids -> ids)
                                .map(id -> "| `" + id + "`")
                                .toList());
    }

    @Test
    void saysOfEachWhatTheLogSays() throws IOException {
        List<String> rows = rows().toList();

        for (HttpViolation each : HttpViolation.values()) {
            assertThat(rows)
                    .contains(
                            "| `"
                                    + each.id()
                                    + "` | "
                                    + each.status()
                                    + " | "
                                    + each.sentence()
                                    + " | "
                                    + each.remedy()
                                    + " |");
        }
        for (HttpFailure each : HttpFailure.values()) {
            assertThat(rows)
                    .anyMatch(row ->
                            row.startsWith("| `" + each.id() + "` | ")
                                    && row.contains(" | " + each.sentence() + " | "));
        }
    }

    @Test
    void saysOfConnectionsOfHttp2WhatTheLogSays() throws IOException {
        List<String> rows = rows().toList();

        for (Http2Failure each : Http2Failure.values()) {
            assertThat(rows)
                    .contains(
                            "| `"
                                    + each.id()
                                    + "` | "
                                    + each.error()
                                    + " | "
                                    + each.sentence()
                                    + " | "
                                    + each.remedy()
                                    + " |");
        }
    }

    private static Stream<String> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "http.md")).stream()
                .filter(line -> line.startsWith("| `"));
    }
}
