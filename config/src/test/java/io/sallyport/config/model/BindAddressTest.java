package io.sallyport.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8443, 127.0.0.1, 8443",
        "0.0.0.0:0, 0.0.0.0, 0",
        "[::1]:65535, ::1, 65535",
        "[fe80::1%eth0]:80, fe80::1%eth0, 80",
        "localhost:8080, localhost, 8080",
        "my-host.internal:8080, my-host.internal, 8080"
    })
    void readsAndPrintsAddresses(String text, String host, int port) {
        assertThat(BindAddress.parse(text))
                .isEqualTo(new BindAddress(host, port))
                .hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "8443, has no address",
        "localhost, has no port",
        ":8443, has no address",
        "127.0.0.1:, has no port from 0 to 65535",
        "127.0.0.1:https, has no port from 0 to 65535",
        "127.0.0.1:65536, has no port from 0 to 65535",
        "127.0.0.1:-1, has no port from 0 to 65535",
        "127.0.0.1:99999999999, has no port from 0 to 65535",
        "127.0.0.256:80, has no valid address",
        "127.1:80, has no valid address",
        "::1:80, 'has an IPv6 address without brackets, or no port'",
        "[::1:80, 'has an IPv6 address without brackets, or no port'",
        "[127.0.0.1]:80, has no valid address",
        "[::g]:80, has no valid address",
        "a..b:80, has no valid address",
        "-a:80, has no valid address",
        "*:80, has no valid address",
        "a b:80, has no valid address"
    })
    void saysWhatIsWrongWithAnAddress(String text, String fault) {
        assertThatThrownBy(() -> BindAddress.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "'%s' %s; write ADDRESS:PORT, such as 127.0.0.1:8443, 0.0.0.0:8443 or"
                                + " [::]:8443",
                        text, fault);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1, 127.0.0.1:1, true",
        "127.0.0.1:1, 127.0.0.1:2, false",
        "127.0.0.1:0, 127.0.0.1:0, false",
        "127.0.0.1:1, 127.0.0.2:1, false",
        "0.0.0.0:1, 127.0.0.1:1, true",
        "0.0.0.0:1, [::1]:1, false",
        "0.0.0.0:1, [::]:1, true",
        "[::]:1, 127.0.0.1:1, true",
        "[::]:1, [::1]:1, true",
        "[::1]:1, [0:0:0:0:0:0:0:1]:1, true",
        "localhost:1, LOCALHOST:1, true",
        "localhost:1, other:1, false",
        "localhost:1, 0.0.0.0:1, true",
        "localhost:1, 127.0.0.1:1, false"
    })
    void knowsWhichAddressesCannotBeListenedOnAtOnce(String one, String other, boolean overlap) {
        BindAddress first = BindAddress.parse(one);
        BindAddress second = BindAddress.parse(other);

        assertThat(first.overlaps(second)).isEqualTo(overlap);
        assertThat(second.overlaps(first)).isEqualTo(overlap);
    }

    @Test
    void refusesHostsWithBracketsInCode() {
        assertThatThrownBy(() -> new BindAddress("[::1]", 80)).hasMessageContaining("'[::1]'");
    }

    @Test
    void refusesPortsOutOfRangeInCode() {
        assertThatThrownBy(() -> new BindAddress("::1", 65_536)).hasMessageContaining("'65536'");
    }
}
