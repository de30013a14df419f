package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.crypto.Aead;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.Secret;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vendor's ciphers do the same.
class AeadContractTest {
    private static final int RECORD = 16384;
    private static final byte[] AAD = {23, 3, 3, 0, 42};

    private final KnownAnswers answers = KnownAnswers.read();

    static Stream<Arguments> ciphers() {
        return Sources.having(List.of(AeadAlgorithm.values()), PrimitiveSource::aead);
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void matchesThePublishedVectors(CryptoVendor vendor, AeadAlgorithm algorithm) throws Exception {
        byte[] plaintext = answers.bytes(algorithm + ".plaintext");
        byte[] ciphertext = answers.bytes(algorithm + ".ciphertext");
        byte[] nonce = answers.bytes(algorithm + ".nonce");
        byte[] aad = answers.bytes(algorithm + ".aad");
        byte[] sealed = new byte[ciphertext.length];
        byte[] opened = new byte[plaintext.length];

        try (Aead aead = aead(vendor, algorithm, answers.bytes(algorithm + ".key"))) {
            int sealedLength = aead.seal(nonce, aad, plaintext, 0, plaintext.length, sealed, 0);
            int openedLength = aead.open(nonce, aad, ciphertext, 0, ciphertext.length, opened, 0);

            assertThat(sealedLength).isEqualTo(ciphertext.length);
            assertThat(sealed).isEqualTo(ciphertext);
            assertThat(openedLength).isEqualTo(plaintext.length);
            assertThat(opened).isEqualTo(plaintext);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void opensWhatBouncyCastleSealsRecordAfterRecord(CryptoVendor vendor, AeadAlgorithm algorithm)
            throws Exception {
        byte[] key = key(algorithm);
        try (Aead sealer = aead(CryptoVendor.BOUNCYCASTLE, algorithm, key.clone());
                Aead opener = aead(vendor, algorithm, key)) {
            for (int length : new int[] {0, 1, 15, 16, 17, 1000, RECORD, 3}) {
                byte[] plaintext = pattern(length);
                byte[] sealed = new byte[length + 40];
                byte[] opened = new byte[length + 40];

                int sealedLength = sealer.seal(nonce(length), AAD, plaintext, 0, length, sealed, 7);
                int openedLength =
                        opener.open(nonce(length), AAD, sealed, 7, sealedLength, opened, 5);

                assertThat(sealedLength).isEqualTo(length + AeadAlgorithm.TAG_LENGTH);
                assertThat(openedLength).isEqualTo(length);
                assertThat(Arrays.copyOfRange(opened, 5, 5 + length)).isEqualTo(plaintext);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void refusesARecordWithAnyBitChangedAndOpensTheNext(
            CryptoVendor vendor, AeadAlgorithm algorithm) throws Exception {
        byte[] key = key(algorithm);
        byte[] plaintext = pattern(20);
        byte[] opened = new byte[20];
        byte[] sealed = new byte[36];
        try (Aead sealer = aead(vendor, algorithm, key.clone());
                Aead opener = aead(vendor, algorithm, key)) {
            sealer.seal(nonce(1), AAD, plaintext, 0, 20, sealed, 0);
            for (int i = 0; i < sealed.length; i++) {
                byte[] changed = sealed.clone();
                changed[i] ^= (byte) 0x80;
                assertBadRecordMac(() -> opener.open(nonce(1), AAD, changed, 0, 36, opened, 0));
            }
            assertBadRecordMac(() -> opener.open(nonce(2), AAD, sealed, 0, 36, opened, 0));
            assertBadRecordMac(() -> opener.open(nonce(1), new byte[5], sealed, 0, 36, opened, 0));
            assertBadRecordMac(() -> opener.open(nonce(1), AAD, sealed, 0, 35, opened, 0));

            assertThat(opener.open(nonce(1), AAD, sealed, 0, 36, opened, 0)).isEqualTo(20);
            assertThat(opened).isEqualTo(plaintext);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void refusesWhatIsShorterThanATag(CryptoVendor vendor, AeadAlgorithm algorithm) {
        try (Aead opener = aead(vendor, algorithm, key(algorithm))) {
            for (int length = 0; length < AeadAlgorithm.TAG_LENGTH; length++) {
                int tooShort = length;
                assertBadRecordMac(() ->
                        opener.open(nonce(0), AAD, new byte[40], 0, tooShort, new byte[40], 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void refusesAKeyOfAnotherLength(CryptoVendor vendor, AeadAlgorithm algorithm) {
        assertThatThrownBy(() -> aead(vendor, algorithm, new byte[algorithm.keyLength() - 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: " + algorithm.keyLength());
    }

    private static Aead aead(CryptoVendor vendor, AeadAlgorithm algorithm, byte[] key) {
        try (Secret secret = Secret.owning(key)) {
            // closing the secret shows that the cipher keeps no reference to it
            return Sources.of(vendor).aead(algorithm).create(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertBadRecordMac(ThrowingCallable attempt) {
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(attempt)
                .extracting(TlsException::failure)
                .isEqualTo(new TlsFailure.BadRecordMac());
    }

    private static byte[] key(AeadAlgorithm algorithm) {
        return pattern(algorithm.keyLength());
    }

    private static byte[] nonce(int number) {
        byte[] nonce = new byte[AeadAlgorithm.NONCE_LENGTH];
        nonce[10] = (byte) (number >> 8);
        nonce[11] = (byte) number;
        return nonce;
    }

    private static byte[] pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i * 31 + 7);
        }
        return pattern;
    }
}
