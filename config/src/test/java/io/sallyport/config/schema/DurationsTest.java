package io.sallyport.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.InvalidValueException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S, 0s",
        "250ms, PT0.25S, 250ms",
        "1000ms, PT1S, 1s",
        "90s, PT1M30S, 90s",
        "5m, PT5M, 5m",
        "60m, PT1H, 1h",
        "24h, PT24H, 24h"
    })
    void readsAndPrintsDurations(String text, Duration duration, String printed) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "1.5s", "-1s", "10 s", "10S", "1d", "9999999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "'%s' is not a duration; write a number and a unit, such as 250ms, 10s, 5m"
                                + " or 1h",
                        text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999h", "999999999999ms"})
    void takesTheLargestNumbersWithoutOverflow(String text) {
        assertThat(Durations.parse(text)).isPositive();
    }
}
