package io.sallyport.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN =
            List.of("bind", "mode", "backend", "idle_timeout", "handshake_timeout", "tls", "log");

    @ParameterizedTest
    @CsvSource({
        "bnid, bind",
        "bin, bind",
        "binds, bind",
        "bund, bind",
        "Backend, backend",
        "idletimeout, idle_timeout",
        "handshake_timout, handshake_timeout",
        "handshake, handshake_timeout",
        "logging, log"
    })
    void findsTheKnownWordThatWasMeant(String word, String meant) {
        assertThat(Nearest.to(word, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"routes", "x", "''", "http", "be"})
    void findsNothingWhereNothingIsNear(String word) {
        assertThat(Nearest.to(word, KNOWN)).isEmpty();
    }

    @Test
    void namesWhatThereIsWhenNothingIsNear() {
        assertThat(Nearest.remedy("bnid", KNOWN, "keys")).isEqualTo("did you mean 'bind'?");
        assertThat(Nearest.remedy("x", List.of("a_1", "b_1"), "keys"))
                .isEqualTo("the keys here are a_1, b_1");
        assertThat(Nearest.remedy("x", List.of(), "backends")).isEqualTo("there are no backends");
    }

    @Test
    void isQuickForWordsOfAnyLength() {
        assertThat(Nearest.to("x".repeat(1_000_000), KNOWN)).isEmpty();
    }
}
