package io.sallyport.tls.engine;

import static io.sallyport.tls.client.ScriptedClient.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.client.Hello;
import io.sallyport.tls.client.ScriptedClient;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.TestServer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Numbers that nobody knows are passed over wherever they can stand (RFC 8701, section 3.1).
class GreaseTest {

    static IntStream values() {
        return IntStream.range(0, 16).map(i -> i << 12 | 0x0a00 | i << 4 | 0x0a);
    }

    @ParameterizedTest
    @MethodSource("values")
    @Requirement({
        "RFC 9846, 4.2.2 unknown suites",
        "RFC 9846, 4.2.2 unknown extensions",
        "RFC 8701, 3.1 grease"
    })
    void isPassedOverEverywhere(int grease) {
        ScriptedClient client = new ScriptedClient(new TestServer());
        Hello hello = client.hello();
        hello.cipherSuites(grease, 0x1301)
                .groups(grease, NamedGroup.X25519.code())
                .versions(grease, 0x0304)
                .set(ExtensionType.SIGNATURE_ALGORITHMS, Hello.list16(grease, 0x0403))
                .set(ExtensionType.SIGNATURE_ALGORITHMS_CERT, Hello.list16(grease, 0x0403))
                .set(ExtensionType.PSK_KEY_EXCHANGE_MODES, hex("02 0b 01"))
                .protocols("\n\n", "h2")
                .keyShare(out -> {
                    Hello.share(out, grease, new byte[1]);
                    Hello.share(out, NamedGroup.X25519.code(), client.x25519().share());
                })
                .prepend(grease, hex(""))
                .append(grease ^ 0x1010, new byte[100]);

        client.handshake().requireEstablished();

        var info =
                client.server().events(TlsEvent.ClientHelloReceived.class).getFirst().clientHello();
        assertThat(info.cipherSuites()).isEqualTo(CodePoints.of(grease, 0x1301));
        assertThat(info.keyShares()).isEqualTo(CodePoints.of(grease, 29));
        assertThat(info.extensions().at(0)).isEqualTo(grease);
        assertThat(CodePoints.isGrease(grease)).isTrue();
    }
}
