package io.sallyport.config.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
    })
    void containsTheAddressesWithItsPrefix(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, has no prefix length from 0 to 32",
        "10.0.0.0/, has no prefix length from 0 to 32",
        "10.0.0.0/08, has no prefix length from 0 to 32",
        "10.0.0.0/-1, has no prefix length from 0 to 32",
        "::/129, has no prefix length from 0 to 128",
        "10.0.0.1/8, has bits behind its prefix; write 10.0.0.0/8",
        "10.0.0/8, has no IP address",
        "example.com/8, has no IP address",
        "fe80::1%eth0/128, has no IP address",
    })
    void refusesWhatIsNoNetwork(String text, String why) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(why);
    }

    @Test
    void isCutOutOfAnAddress() {
        assertThat(Network.of(InetAddress.ofLiteral("2001:db8:1:2:3:4:5:6"), 64))
                .isEqualTo(Network.parse("2001:db8:1:2::/64"));
    }

    @Test
    void nobodyIsInNone() {
        Networks networks = new Networks(List.of(Network.parse("127.0.0.1"), Network.parse("::1")));

        assertThat(networks.contains(new InetSocketAddress("127.0.0.1", 1))).isTrue();
        assertThat(networks.contains(new InetSocketAddress("127.0.0.2", 1))).isFalse();
        assertThat(networks.contains(UnixDomainSocketAddress.of("/x"))).isFalse();
        assertThat(Networks.NONE.contains(new InetSocketAddress("127.0.0.1", 1))).isFalse();
    }
}
