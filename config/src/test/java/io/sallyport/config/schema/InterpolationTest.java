package io.sallyport.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.InvalidValueException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PORT", "8443", "EMPTY", "", "ODD", "${PORT} \\1 $0");

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "$PORT, $PORT",
        "${PORT}, 8443",
        "127.0.0.1:${PORT}, 127.0.0.1:8443",
        "${PORT}${PORT}, 84438443",
        "${PORT:-1}, 8443",
        "${NONE:-1}, 1",
        "${EMPTY:-1}, 1",
        "[${NONE:-}], []",
        "[${EMPTY}], []",
        "$${PORT}, ${PORT}",
        "$$${PORT}, $${PORT}",
        "${ODD}, ${PORT} \\1 $0"
    })
    void putsVariablesIn(String text, String expected) {
        assertThat(Interpolation.of(text, ENVIRONMENT).text()).isEqualTo(expected);
    }

    @Test
    void knowsWhetherAnythingCameFromTheEnvironment() {
        assertThat(Interpolation.of("${PORT}", ENVIRONMENT).replaced()).isTrue();
        assertThat(Interpolation.of("${NONE:-1}", ENVIRONMENT).replaced()).isTrue();
        assertThat(Interpolation.of("$${PORT}", ENVIRONMENT).replaced()).isFalse();
        assertThat(Interpolation.of("8443", ENVIRONMENT).replaced()).isFalse();
    }

    @Test
    void refusesAVariableThatIsNotSet() {
        assertThatThrownBy(() -> Interpolation.of("a${NONE}", ENVIRONMENT))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "'a${NONE}' refers to the environment variable NONE, which is not set; set"
                                + " it, or give a default as ${NONE:-default}");
    }

    @ParameterizedTest
    @CsvSource({"${", "${PORT", "${}", "${1}", "${PORT-1}", "${a.b}"})
    void refusesABraceThatIsNoReference(String text) {
        assertThatThrownBy(() -> Interpolation.of(text, ENVIRONMENT))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("has a '${' that is no reference to a variable");
    }
}
