package io.sallyport.proxy.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The page about failures has a section for each reason, and for nothing else.
class FailuresPageTest {
    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "failures.md"));
    }

    @Test
    void hasASectionForEachReasonInTheOrderOfTheList() {
        assertThat(
                        Pattern.compile("^## (.*)$", Pattern.MULTILINE)
                                .matcher(page)
                                .results()
                                .map(heading -> heading.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(FailureReason.values()).map(FailureReason::id).toList());
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void saysWhatHappenedWhoseSideHowToTellAndWhatToDo(FailureReason reason) {
        String section =
                Pattern.compile("^## " + reason.id() + "\n(.*?)(?=^#|\\z)", section())
                        .matcher(page)
                        .results()
                        .map(MatchResult::group)
                        .findFirst()
                        .orElseThrow();

        assertThat(section)
                .contains("**Side:** " + reason.side().id() + ".")
                .containsPattern("\\*\\*How to tell:\\*\\* \\S")
                .containsPattern("\\*\\*What to do:\\*\\* \\S");
        assertThat(page).contains("[" + reason.id() + "](#" + reason.id() + ")");
    }

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void everyReasonHasASentenceAndARemedyWithoutFullStop(FailureReason reason) {
        assertThat(reason.id()).matches("[a-z0-9]+(_[a-z0-9]+)*");
        assertThat(reason.sentence()).matches("[a-z].*[^.]");
        assertThat(reason.remedy()).matches("[a-z].*[^.]");
    }

    private static int section() {
        return Pattern.MULTILINE | Pattern.DOTALL;
    }
}
