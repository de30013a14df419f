package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @CsvSource({
        "a, a, 0",
        "Example.ORG, example.org, 0",
        "example.org., example.org., 0",
        "a_b-c.example:8080, a_b-c.example, 8080",
        "192.0.2.1:1, 192.0.2.1, 1",
        "[::1], [::1], 0",
        "[2001:DB8::1]:65535, [2001:db8::1], 65535",
        "[::ffff:192.0.2.1]:80, [::ffff:192.0.2.1], 80",
    })
    void readsAHostAndItsPort(String text, String host, int port) {
        assertThat(Authority.parse(text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "a:",
                ":80",
                "a:0",
                "a:65536",
                "a:99999",
                "a:-1",
                "a: 80",
                "a:80 ",
                "a:80:80",
                "a@b",
                "a:b@c",
                "a/b",
                "a?b",
                "a b",
                "a,b",
                "a;b",
                "a%41",
                "a#b",
                "a\\b",
                "*",
                ".a",
                "a..b",
                "[]",
                "[",
                "]",
                "[::1",
                "::1",
                "[::1]:",
                "[::1]80",
                "[::1]]",
                "[[::1]]",
                "[a]",
                "[192.0.2.1]",
                "[::1%1]",
                "a[::1]",
                "\u00e4",
                "\u0661"
            })
    void refusesAllElse(String text) {
        assertThat(Authority.parse(text)).isNull();
    }

    @Test
    void hasThePortOfItsSchemeIfNoneWasGiven() {
        assertThat(new Authority("a", 0).portOr(443)).isEqualTo(443);
        assertThat(new Authority("a", 80).portOr(443)).isEqualTo(80);
    }
}
