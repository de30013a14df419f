package io.sallyport.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no target at all is in the tables of [RequestReaderTest].
class RequestTargetTest {
    @Test
    void readsAPath() {
        assertThat(RequestTarget.parse(HttpMethod.GET, "/a/../b?c"))
                .isEqualTo(new RequestTarget.OriginForm("/a/../b?c"));
    }

    @Test
    void readsTheAsteriskOfOptions() {
        RequestTarget target = RequestTarget.parse(HttpMethod.OPTIONS, "*");
        assertThat(target).isEqualTo(new RequestTarget.AsteriskForm());
        assertThat(target.pathAndQuery()).isEqualTo("*");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, http://a, 80, 0, /",
        "GET, HTTP://A/b?c, 80, 0, /b?c",
        "GET, https://a:8443/b, 443, 8443, /b",
        "GET, http://a?b/c, 80, 0, /?b/c",
        "OPTIONS, http://a, 80, 0, *",
        "OPTIONS, http://a/, 80, 0, /",
        "OPTIONS, http://a?b, 80, 0, /?b",
    })
    void readsAWholeUrl(String method, String text, int defaultPort, int port, String path) {
        assertThat(RequestTarget.parse(HttpMethod.valueOf(method), text))
                .isEqualTo(
                        new RequestTarget.AbsoluteForm(
                                defaultPort, new Authority("a", port), path));
    }
}
