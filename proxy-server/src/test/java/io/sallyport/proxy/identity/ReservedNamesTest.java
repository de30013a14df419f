package io.sallyport.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A name is reserved in whatever way somebody spells it.
class ReservedNamesTest {
    private final ReservedNames names =
            new ReservedNames(List.of("client-cert", "client-cert-chain", "x_id", "x-c1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client-cert",
                "Client-Cert",
                "CLIENT_CERT",
                "client.cert",
                "Client~Cert",
                "client_cert_chain",
                "Client-Cert_Chain",
                "X-ID",
                "x_id",
                "X.C1"
            })
    void inAllSpellings(String name) {
        assertThat(names.contains(name)).isTrue();
        assertThat(names.contains(AsciiString.of(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "client-cer",
                "client-certs",
                "clientxcert",
                "client-cert-chain-",
                "x-ie",
                "xaid",
                "x-c2",
                "client-certificate-of-somebody-else"
            })
    void butNoOtherNames(String name) {
        assertThat(names.contains(name)).isFalse();
    }
}
