package io.sallyport.tls.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Hello;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.negotiation.Negotiation;
import io.sallyport.tls.negotiation.NegotiationOutcome;
import io.sallyport.tls.testing.SeededRandom;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Trace;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reading a ClientHello, and negotiating with it, whatever it is. As a test it runs the stored inputs
/// and a bounded number of mutations; with `JAZZER_FUZZ=1` in the environment and this class alone, it
/// goes on until it finds something.
@Timeout(60)
class ClientHelloFuzzTest {
    private static final int MUTATIONS = 10_000;

    private static final List<byte[]> SEEDS =
            List.of(
                    Trace.rfc8448("simple").bytes("client_hello"),
                    Trace.rfc8448("retry").bytes("client_hello"),
                    Trace.rfc8448("compat").bytes("client_hello"),
                    Hello.with()
                            .share(29, new byte[32])
                            .protocols("h2")
                            .set(ExtensionType.MAX_FRAGMENT_LENGTH, new byte[] {1})
                            .message());

    @FuzzTest
    void isReadOrRefused(byte[] data) {
        negotiate(data);
    }

    @Test
    void isReadOrRefusedAfterAnyMutation() {
        SeededRandom random = new SeededRandom(3);
        byte[] decisions = new byte[64];
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            random.nextBytes(decisions);
            if (negotiate(repaired(new Bytes(decisions).mutated(SEEDS.get(i % SEEDS.size()))))) {
                read++;
            }
        }

        assertThat(read).as("of them well-formed").isBetween(MUTATIONS / 20, MUTATIONS / 2);
    }

    /// @return whether it was a ClientHello
    private static boolean negotiate(byte[] message) {
        try {
            ClientHello hello = ClientHello.read(HandshakeMessage.owning(message));
            assertThat(hello.info().length()).isEqualTo(message.length);
            NegotiationOutcome outcome = Negotiation.of(hello, TestServer.CONFIGURATION);
            if (outcome instanceof NegotiationOutcome.Refused(TlsFailure failure)) {
                assertThat(failure).isNotInstanceOf(TlsFailure.Internal.class);
            }
            return true;
        } catch (TlsException e) {
            assertThat(Objects.requireNonNull(e.failure()))
                    .isNotInstanceOf(TlsFailure.Internal.class);
            return false;
        }
    }

    /// The same with the right length in its header: most mutations would fail there otherwise.
    private static byte[] repaired(byte[] message) {
        if (message.length >= 4) {
            int length = message.length - 4;
            message[1] = (byte) (length >>> 16);
            message[2] = (byte) (length >>> 8);
            message[3] = (byte) length;
        }
        return message;
    }
}
