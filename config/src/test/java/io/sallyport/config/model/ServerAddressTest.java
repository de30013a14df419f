package io.sallyport.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:8080", "[::1]:8080", "app.internal:8080", "unix:/run/a.sock"})
    void readsAndPrintsAddresses(String text) {
        assertThat(ServerAddress.parse(text)).hasToString(text);
    }

    @Test
    void tellsSocketsFromHosts() {
        assertThat(ServerAddress.parse("unix:/run/a.sock"))
                .isEqualTo(new UnixSocket(Path.of("/run/a.sock")));
        assertThat(ServerAddress.parse("[::1]:80")).isEqualTo(new HostAndPort("::1", 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:0", "unix:", "unix:\0"})
    void refusesWhatIsNoServer(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("'" + text + "' has no ");
    }

    @Test
    void refusesUrls() {
        assertThatThrownBy(() -> ServerAddress.parse("http://app:80"))
                .hasMessageStartingWith("'http://app:80' is a URL; write HOST:PORT");
    }

    @Test
    void refusesPathsThatNoSocketCanHave() {
        assertThat(UnixSocket.parse("unix:/" + "x".repeat(106))).isNotNull();
        assertThatThrownBy(() -> UnixSocket.parse("unix:/" + "x".repeat(107)))
                .hasMessageContaining("is too long for the path of a socket");
    }
}
