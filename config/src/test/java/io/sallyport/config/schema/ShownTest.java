package io.sallyport.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    @Test
    void putsAShortTextInQuotes() {
        assertThat(Shown.quoted("5 minutes")).isEqualTo("'5 minutes'");
        assertThat(Shown.quoted("")).isEqualTo("''");
    }

    @Test
    void cutsALongText() {
        assertThat(Shown.quoted("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
        assertThat(Shown.quoted("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
    }

    @Test
    void writesOutCharactersThatCannotBeSeen() {
        assertThat(Shown.quoted("a\u0007\u202eb\t")).isEqualTo("'a\\u0007\\u202Eb\\u0009'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\nsecret", "-----BEGIN PRIVATE KEY----- secret", "a\rsecret"})
    void neverShowsWhatMayBeAPastedKey(String text) {
        assertThat(Shown.quoted(text)).endsWith("(not shown)").doesNotContain("secret");
    }
}
