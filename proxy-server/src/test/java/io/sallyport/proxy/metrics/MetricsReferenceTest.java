package io.sallyport.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of meters in the documentation is what [ProxyMeter] says.
class MetricsReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final String BEGIN =
            "<!-- made from ProxyMeter; anew with mvn -pl proxy-server -am test"
                    + " -Dtest=MetricsReferenceTest -Dupdate.docs=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -->\n";
    private static final String END = "<!-- end of what is made from ProxyMeter -->\n";

    @Test
    void thePageHasTheTableOfMeters() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(end).as("markers in " + PAGE).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("update.docs")) {
            page = page.substring(0, begin) + reference() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END);
        }
        assertThat(page.substring(begin, end))
                .as("out of date; see the marker for how to write it anew")
                .isEqualTo(reference());
    }

    @Test
    void everyMeterHasAMeaningWithoutFullStop() {
        assertThat(ProxyMeter.values())
                .allSatisfy(meter -> assertThat(meter.meaning()).matches("[a-z1A-Z].*[^.]"));
    }

    private static String reference() {
        String meters =
                Arrays.stream(ProxyMeter.values())
                        .map(MetricsReferenceTest::row)
                        .collect(Collectors.joining());
        String labels =
                Arrays.stream(MeterLabel.values())
                        .map(label -> "| `" + label.id() + "` | " + label.meaning() + " |\n")
                        .collect(Collectors.joining());
        return "\n| name | type | labels | meaning |\n|---|---|---|---|\n"
                + meters
                + "\n| label | values |\n|---|---|\n"
                + labels
                + "\n";
    }

    private static String row(ProxyMeter meter) {
        return "| `"
                + meter.id()
                + "` | "
                + meter.type().id()
                + " | "
                + meter.labels().stream().map(MeterLabel::id).collect(Collectors.joining(", "))
                + " | "
                + meter.meaning()
                + " |\n";
    }
}
