package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vendor's hashes, HMACs and HKDFs do the same.
class HkdfContractTest {

    static Stream<Arguments> hashes() {
        return Sources.having(List.of(HashAlgorithm.values()), PrimitiveSource::hash);
    }

    /// RFC 5869, appendices A.1, A.2 and A.3.
    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(
                        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
                        "000102030405060708090a0b0c",
                        "f0f1f2f3f4f5f6f7f8f9",
                        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
                        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                + "34007208d5b887185865"),
                Arguments.of(
                        range(0x00, 0x50),
                        range(0x60, 0xb0),
                        range(0xb0, 0x100),
                        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
                        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                                + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                                + "cc30c58179ec3e87c14c01d5c1f3434f1d87"),
                Arguments.of(
                        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
                        "",
                        "",
                        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                + "9d201395faa4b61a96c8"));
    }

    @ParameterizedTest
    @EnumSource(CryptoVendor.class)
    void matchesTheVectorsOfRfc5869(CryptoVendor vendor) throws Exception {
        Hkdf hkdf = Sources.of(vendor).hkdf(HashAlgorithm.SHA256).create();
        vectors()
                .map(Arguments::get)
                .forEach(vector -> {
                    byte[] expanded = bytes(vector[4]);
                    Secret key = hkdf.extract(bytes(vector[1]), bytes(vector[0]));

                    assertThat(key.bytes()).isEqualTo(bytes(vector[3]));
                    assertThat(hkdf.expand(key, bytes(vector[2]), expanded.length).bytes())
                            .isEqualTo(expanded);
                });
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void expandsToTheSameBytesAtEveryLength(CryptoVendor vendor, HashAlgorithm algorithm)
            throws Exception {
        Hkdf hkdf = Sources.of(vendor).hkdf(algorithm).create();
        Secret key = Secret.owning("a pseudorandom key".getBytes(StandardCharsets.US_ASCII));
        byte[] info = {1, 2, 3};
        int max = 255 * algorithm.length();
        byte[] longest = hkdf.expand(key, info, max).bytes();

        assertThat(hkdf.hashLength()).isEqualTo(algorithm.length());
        for (int length = 0; length <= 3 * algorithm.length(); length++) {
            assertThat(hkdf.expand(key, info, length).bytes())
                    .hasSize(length)
                    .isEqualTo(Arrays.copyOf(longest, length));
        }
        assertThatThrownBy(() -> hkdf.expand(key, info, max + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: 0 to " + max);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void doesNotChangeTheKeyItIsGiven(CryptoVendor vendor, HashAlgorithm algorithm)
            throws Exception {
        Hkdf hkdf = Sources.of(vendor).hkdf(algorithm).create();
        Secret key = Secret.owning(new byte[] {1, 2, 3, 4});

        byte[] first = hkdf.hmac(key, new byte[] {5});
        hkdf.expand(key, new byte[] {6}, 100);

        assertThat(key.bytes()).containsExactly(1, 2, 3, 4);
        assertThat(hkdf.hmac(key, new byte[] {5})).isEqualTo(first);
    }

    /// RFC 4231, test case 2.
    @ParameterizedTest
    @EnumSource(CryptoVendor.class)
    void matchesTheHmacOfRfc4231(CryptoVendor vendor) throws Exception {
        byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        Secret key = Secret.owning("Jefe".getBytes(StandardCharsets.US_ASCII));

        assertThat(Sources.of(vendor).hkdf(HashAlgorithm.SHA256).create().hmac(key, message))
                .isEqualTo(
                        bytes("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        assertThat(Sources.of(vendor).hkdf(HashAlgorithm.SHA384).create().hmac(key, message))
                .isEqualTo(
                        bytes(
                                "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                                        + "8e2240ca5e69e2c78b3239ecfab21649"));
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void goesOnAfterASnapshot(CryptoVendor vendor, HashAlgorithm algorithm) throws Exception {
        Hash inOneGo = Sources.of(vendor).hash(algorithm).create();
        Hash withSnapshots = Sources.of(vendor).hash(algorithm).create();
        byte[] bytes = new byte[1000];
        inOneGo.update(bytes, 0, bytes.length);

        byte[] empty = withSnapshots.snapshot();
        for (int i = 0; i < bytes.length; i += 100) {
            withSnapshots.update(bytes, i, 100);
            withSnapshots.snapshot();
        }

        assertThat(withSnapshots.snapshot())
                .hasSize(algorithm.length())
                .isEqualTo(inOneGo.snapshot())
                .isNotEqualTo(empty);
    }

    private static String range(int from, int to) {
        StringBuilder hex = new StringBuilder();
        for (int i = from; i < to; i++) {
            hex.append(HexFormat.of().toHexDigits((byte) i));
        }
        return hex.toString();
    }

    private static byte[] bytes(Object hex) {
        return HexFormat.of().parseHex((String) hex);
    }
}
