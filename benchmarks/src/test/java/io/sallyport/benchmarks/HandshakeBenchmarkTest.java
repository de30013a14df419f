package io.sallyport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.event.HandshakeKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is measured is what it says it is.
class HandshakeBenchmarkTest {
    private static final CryptoProvider CRYPTO = SelectedCryptoProvider.fastest();

    @ParameterizedTest
    @EnumSource
    void completesOneHandshakeAfterAnotherByEveryCertificate(KeyType certificate) throws Exception {
        HandshakePair pair =
                HandshakePair.of(
                        CRYPTO,
                        CRYPTO,
                        certificate,
                        NamedGroup.X25519,
                        CipherSuite.TLS_AES_128_GCM_SHA256);

        assertThat(pair.handshake()).isNotNull();
        assertThat(pair.handshake().session().signatureScheme().keyType()).isEqualTo(certificate);
    }

    @ParameterizedTest
    @EnumSource
    void completesHandshakesInEveryGroup(NamedGroup group) throws Exception {
        TlsConnection connection =
                HandshakePair.of(
                                CRYPTO,
                                CRYPTO,
                                KeyType.EC_P256,
                                group,
                                CipherSuite.TLS_AES_128_GCM_SHA256)
                        .handshake();

        assertThat(connection.session().group()).isEqualTo(group);
    }

    static Stream<CipherSuite> suites() {
        return CipherSuite.of(ProtocolVersion.TLS_1_3).stream();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void completesHandshakesByEverySuite(CipherSuite suite) throws Exception {
        TlsConnection connection =
                HandshakePair.of(CRYPTO, CRYPTO, KeyType.EC_P256, NamedGroup.X25519, suite)
                        .handshake();

        assertThat(connection.session().cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void resumesOneSessionAgainAndAgain(CipherSuite suite) throws Exception {
        HandshakePair pair =
                HandshakePair.resuming(CRYPTO, KeyType.EC_P256, NamedGroup.X25519, suite);
        pair.handshake();

        assertThat(pair.handshake().session().kind()).isEqualTo(HandshakeKind.RESUMED);
    }

    @Test
    void theTapeHoldsEveryPrimitiveOfAHandshake() throws Exception {
        CryptographyTape tape = new CryptographyTape(CRYPTO);
        HandshakePair.of(
                        tape,
                        CRYPTO,
                        KeyType.EC_P256,
                        NamedGroup.X25519,
                        CipherSuite.TLS_AES_128_GCM_SHA256)
                .handshake();

        // one key exchange, one signature, four keys, two records, and many hashes
        assertThat(tape.operations()).isBetween(40, 80);
    }
}
