package io.sallyport.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriPatternTest {

    @ParameterizedTest
    @CsvSource({
        "spiffe://example.org, spiffe://example.org, true",
        "spiffe://example.org, spiffe://example.org/, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod/web, true",
        "spiffe://example.org/ns/prod/*, SPIFFE://Example.org/ns/prod/web, true",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/Prod/web, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod/, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod/sa/web, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod/.., false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod/a%2fb, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org/ns/prod/web?x, false",
        "spiffe://example.org/ns/prod/*, spiffe://example.org.evil.net/ns/prod/web, false",
        "spiffe://example.org/ns/prod/*, https://example.org/ns/prod/web, false",
        "spiffe://example.org/*/prod, spiffe://example.org/ns/prod, true",
        "spiffe://example.org/ns/**, spiffe://example.org/ns/prod/sa/web, true",
        "spiffe://example.org/ns/**, spiffe://example.org/ns/a, true",
        "spiffe://example.org/ns/**, spiffe://example.org/ns, false",
        "spiffe://example.org/ns/**, spiffe://example.org/ns/a/../b, false",
        "spiffe://example.org/ns/**, spiffe://example.org/ns/a//b, false",
    })
    void takesOnePartForAStarAndSeveralForTwo(String pattern, String uri, boolean expected) {
        assertThat(UriPattern.parse(pattern).matches(uri)).isEqualTo(expected);
    }

    @Test
    void takesAPathOfAnyNumberOfParts() {
        String uri = "spiffe://example.org" + "/part".repeat(100_000);

        assertThat(UriPattern.parse("spiffe://example.org/**").matches(uri)).isTrue();
        assertThat(UriPattern.parse("spiffe://example.org/*").matches(uri)).isFalse();
    }
}
