package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.HybridKeyExchange;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.KeyExchange;
import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vendor's ML-KEM does the same, and so do the hybrid groups that are made with it. The client's
/// side is BouncyCastle's.
class KemContractTest {
    private static final int MODULUS = 3329;

    private final KnownAnswers answers = KnownAnswers.read();

    static Stream<Arguments> kems() {
        return Sources.having(List.of(KemAlgorithm.values()), PrimitiveSource::kem);
    }

    static Stream<Arguments> hybrids() {
        return Sources.having(
                EnumSet.range(NamedGroup.SECP256R1MLKEM768, NamedGroup.SECP384R1MLKEM1024),
                (source, group) -> source.kem(HybridKeyExchange.kemOf(group)));
    }

    @ParameterizedTest
    @MethodSource("kems")
    void makesASecretForAClientOnBouncyCastle(CryptoVendor vendor, KemAlgorithm algorithm)
            throws Exception {
        AsymmetricCipherKeyPair client = clientKeys(algorithm);
        Kem kem = Sources.of(vendor).kem(algorithm);

        Encapsulation one = kem.encapsulate(share(client));
        Encapsulation other = kem.encapsulate(share(client));

        assertThat(one.serverShare()).hasSize(algorithm.ciphertextLength());
        assertThat(one.sharedSecret().bytes()).isEqualTo(extract(client, one.serverShare()));
        assertThat(one.sharedSecret()).isNotEqualTo(other.sharedSecret());
    }

    @ParameterizedTest
    @MethodSource("kems")
    void matchesTheKnownAnswer(CryptoVendor vendor, KemAlgorithm algorithm) throws Exception {
        assertThat(
                        Sources.of(vendor)
                                .kem(algorithm)
                                .decapsulate(
                                        answers.bytes(algorithm + ".decapsulation_key"),
                                        answers.bytes(algorithm + ".ciphertext"))
                                .bytes())
                .isEqualTo(answers.bytes(algorithm + ".secret"));
    }

    /// FIPS 203, section 7.2: a coefficient of the modulus or more is not the encoding of any key.
    @ParameterizedTest
    @MethodSource("kems")
    void refusesAKeyWithACoefficientThatIsNotReduced(CryptoVendor vendor, KemAlgorithm algorithm)
            throws Exception {
        Kem kem = Sources.of(vendor).kem(algorithm);
        byte[] good = share(clientKeys(algorithm));
        int coefficients = (good.length - 32) * Byte.SIZE / 12;
        for (int index : new int[] {0, 1, 255, 256, coefficients - 2, coefficients - 1}) {
            for (int value : new int[] {MODULUS, MODULUS + 1, 4095}) {
                assertRefused(() -> kem.encapsulate(withCoefficient(good, index, value)));
            }
            assertThat(
                            kem.encapsulate(withCoefficient(good, index, MODULUS - 1))
                                    .sharedSecret()
                                    .length())
                    .isEqualTo(KemAlgorithm.SECRET_LENGTH);
        }
    }

    @ParameterizedTest
    @MethodSource("kems")
    void refusesAKeyOfAnotherLength(CryptoVendor vendor, KemAlgorithm algorithm) throws Exception {
        Kem kem = Sources.of(vendor).kem(algorithm);
        byte[] good = share(clientKeys(algorithm));

        assertRefused(() -> kem.encapsulate(new byte[0]));
        assertRefused(() -> kem.encapsulate(Arrays.copyOf(good, good.length - 1)));
        assertRefused(() -> kem.encapsulate(Arrays.copyOf(good, good.length + 1)));
    }

    /// RFC 10024, section 4: ML-KEM comes first in X25519MLKEM768 and last in the others, in the shares
    /// as in the secret.
    @ParameterizedTest
    @MethodSource("hybrids")
    void joinsTheHalvesInTheirOrder(CryptoVendor vendor, NamedGroup group) throws Exception {
        boolean kemFirst = group == NamedGroup.X25519MLKEM768;
        NamedGroup curve = HybridKeyExchange.curveOf(group);
        KemAlgorithm algorithm = HybridKeyExchange.kemOf(group);
        AsymmetricCipherKeyPair client = clientKeys(algorithm);
        byte[] curveShare = answers.bytes(curve + ".public");

        Encapsulation answer =
                hybrid(vendor, group)
                        .encapsulate(
                                kemFirst
                                        ? join(share(client), curveShare)
                                        : join(curveShare, share(client)));

        byte[] serverShare = answer.serverShare();
        int kemLength = algorithm.ciphertextLength();
        int curveLength = curveShare.length;
        byte[] ciphertext =
                Arrays.copyOfRange(
                        serverShare,
                        kemFirst ? 0 : curveLength,
                        kemFirst ? kemLength : serverShare.length);
        byte[] point =
                Arrays.copyOfRange(
                        serverShare,
                        kemFirst ? kemLength : 0,
                        kemFirst ? serverShare.length : curveLength);
        byte[] ofKem = extract(client, ciphertext);
        byte[] ofCurve =
                Sources.of(CryptoVendor.BOUNCYCASTLE)
                        .diffieHellman(curve)
                        .agree(answers.bytes(curve + ".private"), point)
                        .bytes();
        assertThat(answer.sharedSecret().bytes())
                .isEqualTo(kemFirst ? join(ofKem, ofCurve) : join(ofCurve, ofKem));
    }

    @ParameterizedTest
    @MethodSource("hybrids")
    void refusesAHybridShareOfWhichEitherHalfIsInvalid(CryptoVendor vendor, NamedGroup group)
            throws Exception {
        boolean kemFirst = group == NamedGroup.X25519MLKEM768;
        NamedGroup curve = HybridKeyExchange.curveOf(group);
        byte[] goodKem = share(clientKeys(HybridKeyExchange.kemOf(group)));
        byte[] wrongKem = withCoefficient(goodKem, 0, MODULUS);
        byte[] goodPoint = answers.bytes(curve + ".public");
        byte[] wrongPoint = new byte[goodPoint.length];
        byte[] good = kemFirst ? join(goodKem, goodPoint) : join(goodPoint, goodKem);
        KeyExchange hybrid = hybrid(vendor, group);

        assertThat(hybrid.encapsulate(good).serverShare()).isNotEmpty();
        assertRefused(() ->
                hybrid.encapsulate(
                        kemFirst ? join(wrongKem, goodPoint) : join(goodPoint, wrongKem)));
        assertRefused(() ->
                hybrid.encapsulate(
                        kemFirst ? join(goodKem, wrongPoint) : join(wrongPoint, goodKem)));
        // the halves the other way round
        assertRefused(() ->
                hybrid.encapsulate(kemFirst ? join(goodPoint, goodKem) : join(goodKem, goodPoint)));
        assertRefused(() -> hybrid.encapsulate(goodKem));
        assertRefused(() -> hybrid.encapsulate(goodPoint));
        assertRefused(() -> hybrid.encapsulate(new byte[0]));
        assertRefused(() -> hybrid.encapsulate(Arrays.copyOf(good, good.length - 1)));
        assertRefused(() -> hybrid.encapsulate(Arrays.copyOf(good, good.length + 1)));
    }

    private static HybridKeyExchange hybrid(CryptoVendor vendor, NamedGroup group)
            throws Exception {
        DiffieHellman curve =
                Sources.of(CryptoVendor.BOUNCYCASTLE)
                        .diffieHellman(HybridKeyExchange.curveOf(group));
        return HybridKeyExchange.of(
                group, curve, Sources.of(vendor).kem(HybridKeyExchange.kemOf(group)));
    }

    private static AsymmetricCipherKeyPair clientKeys(KemAlgorithm algorithm) {
        MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
        generator.init(
                new MLKEMKeyGenerationParameters(
                        new SecureRandom(),
                        switch (algorithm) {
                            case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
                            case ML_KEM_1024 -> MLKEMParameters.ml_kem_1024;
                        }));
        return generator.generateKeyPair();
    }

    private static byte[] share(AsymmetricCipherKeyPair client) {
        return ((MLKEMPublicKeyParameters) client.getPublic()).getEncoded();
    }

    private static byte[] extract(AsymmetricCipherKeyPair client, byte[] ciphertext) {
        return new MLKEMExtractor((MLKEMPrivateKeyParameters) client.getPrivate())
                .extractSecret(ciphertext);
    }

    /// Two coefficients of 12 bits stand in three bytes, little-endian (FIPS 203, algorithm 5).
    private static byte[] withCoefficient(byte[] key, int index, int value) {
        byte[] changed = key.clone();
        int first = index / 2 * 3;
        if (index % 2 == 0) {
            changed[first] = (byte) value;
            changed[first + 1] = (byte) (changed[first + 1] & 0xf0 | value >> 8);
        } else {
            changed[first + 1] = (byte) (changed[first + 1] & 0x0f | value << 4);
            changed[first + 2] = (byte) (value >> 4);
        }
        return changed;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static void assertRefused(ThrowingCallable attempt) {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(attempt)
                .extracting(TlsException::failure)
                .isEqualTo(new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE));
    }
}
