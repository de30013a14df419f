package io.sallyport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is measured of TLS 1.2 is what it says it is.
class Tls12HandshakeBenchmarkTest {
    private static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();

    @ParameterizedTest
    @EnumSource
    void completesOneHandshakeAfterAnotherOfEachKind(Tls12Kind kind) throws Exception {
        Tls12HandshakePair pair = Tls12HandshakePair.of(CRYPTO, CRYPTO, kind);
        pair.handshake();

        NegotiatedSession session = pair.handshake().session();

        assertThat(session.version()).isEqualTo(ProtocolVersion.TLS_1_2);
        assertThat(session.cipherSuite()).isEqualTo(kind.suite());
        assertThat(session.kind())
                .isEqualTo(kind.resumes() ? HandshakeKind.RESUMED : HandshakeKind.FULL);
        assertThat(session.group()).isEqualTo(kind.resumes() ? null : kind.group());
    }
}
