package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.DiffieHellman;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.FiniteField;
import io.sallyport.tls.crypto.PrimitiveSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vendor's Diffie-Hellman groups do the same, and refuse the same.
class KeyExchangeContractTest {
    private final KnownAnswers answers = KnownAnswers.read();

    static Stream<Arguments> groups() {
        return Sources.having(
                EnumSet.range(NamedGroup.SECP256R1, NamedGroup.FFDHE4096),
                PrimitiveSource::diffieHellman);
    }

    static Stream<Arguments> curves() {
        return Sources.having(
                EnumSet.range(NamedGroup.SECP256R1, NamedGroup.SECP521R1),
                PrimitiveSource::diffieHellman);
    }

    static Stream<Arguments> montgomeryCurves() {
        return Sources.having(
                EnumSet.of(NamedGroup.X25519, NamedGroup.X448), PrimitiveSource::diffieHellman);
    }

    static Stream<Arguments> finiteFields() {
        return Sources.having(
                EnumSet.range(NamedGroup.FFDHE2048, NamedGroup.FFDHE4096),
                PrimitiveSource::diffieHellman);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void agreesWithAClientOnBouncyCastle(CryptoVendor vendor, NamedGroup group) throws Exception {
        DiffieHellman client = Sources.of(CryptoVendor.BOUNCYCASTLE).diffieHellman(group);

        Encapsulation one = agreement(vendor, group).encapsulate(answers.bytes(group + ".public"));
        Encapsulation other =
                agreement(vendor, group).encapsulate(answers.bytes(group + ".public"));

        assertThat(one.sharedSecret())
                .isEqualTo(client.agree(answers.bytes(group + ".private"), one.serverShare()));
        assertThat(one.serverShare())
                .hasSameSizeAs(answers.bytes(group + ".public"))
                .isNotEqualTo(other.serverShare());
        assertThat(one.sharedSecret().length()).isEqualTo(answers.bytes(group + ".secret").length);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void agreesWhenItsShareGoesOutFirst(CryptoVendor vendor, NamedGroup group) throws Exception {
        DiffieHellman client = Sources.of(CryptoVendor.BOUNCYCASTLE).diffieHellman(group);
        EphemeralKey ours = agreement(vendor, group).generate();

        assertThat(ours.agree(answers.bytes(group + ".public")))
                .isEqualTo(client.agree(answers.bytes(group + ".private"), ours.share()));
        assertThat(ours.share()).isNotEqualTo(agreement(vendor, group).generate().share());
        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> ours.agree(new byte[1]));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void matchesTheKnownAnswer(CryptoVendor vendor, NamedGroup group) throws Exception {
        assertThat(
                        agreement(vendor, group)
                                .agree(
                                        answers.bytes(group + ".private"),
                                        answers.bytes(group + ".peer"))
                                .bytes())
                .isEqualTo(answers.bytes(group + ".secret"));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void refusesSharesOfAnotherLength(CryptoVendor vendor, NamedGroup group) {
        byte[] share = answers.bytes(group + ".peer");

        assertRefused(vendor, group, new byte[0]);
        assertRefused(vendor, group, Arrays.copyOf(share, share.length - 1));
        assertRefused(vendor, group, Arrays.copyOf(share, share.length + 1));
    }

    /// Whatever comes, the outcome is a secret or the one failure.
    @ParameterizedTest
    @MethodSource("groups")
    void survivesGarbage(CryptoVendor vendor, NamedGroup group) throws Exception {
        Random garbage = new Random(group.code());
        int rounds = group.kind() == NamedGroup.Kind.FFDHE ? 3 : 50;
        for (int round = 0; round < rounds; round++) {
            byte[] share = new byte[answers.bytes(group + ".peer").length];
            garbage.nextBytes(share);
            if (round % 2 == 0) {
                share[0] = 4;
            }
            try {
                assertThat(agreement(vendor, group).encapsulate(share).serverShare())
                        .hasSameSizeAs(share);
            } catch (TlsException e) {
                assertThat(e.failure()).isEqualTo(invalidShare());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void refusesPointsThatAreNotOnTheCurveOrNotUncompressed(CryptoVendor vendor, NamedGroup group) {
        for (byte[] share : wrongPoints(group)) {
            assertRefused(vendor, group, share);
        }
    }

    @ParameterizedTest
    @MethodSource("curves")
    void keepsLeadingZerosOfTheSecret(CryptoVendor vendor, NamedGroup group) throws Exception {
        ECPoint generator = CustomNamedCurves.getByName(group.label()).getG();
        ECPoint point = generator;
        int factor = 1;
        // P-521's coordinates have 7 bits of the first byte unused: there the second byte is looked
        // at
        while (leading(point) != 0) {
            point = point.add(generator).normalize();
            factor++;
        }

        byte[] secret =
                agreement(vendor, group)
                        .agree(privateKey(group, factor), generator.getEncoded(false))
                        .bytes();

        assertThat(secret)
                .isEqualTo(point.getAffineXCoord().getEncoded())
                .hasSize((point.getCurve().getFieldSize() + 7) / 8);
    }

    @ParameterizedTest
    @MethodSource("montgomeryCurves")
    void refusesSharesOfLowOrder(CryptoVendor vendor, NamedGroup group) {
        for (String share : lowOrderPoints(group)) {
            assertRefused(vendor, group, HexFormat.of().parseHex(share));
        }
    }

    /// RFC 7748, section 5: the highest bit of an X25519 coordinate is ignored, and coordinates beyond
    /// the prime are reduced.
    @ParameterizedTest
    @MethodSource("montgomeryCurves")
    void acceptsCoordinatesThatAreNotCanonical(CryptoVendor vendor, NamedGroup group)
            throws Exception {
        byte[] ours = answers.bytes(group + ".private");
        byte[] four = new byte[answers.bytes(group + ".peer").length];
        four[0] = 4;
        byte[] fourAndThePrime =
                switch (group) {
                    case X25519 -> x25519PrimeAnd(4);
                    default -> x448PrimeAnd(4);
                };
        DiffieHellman agreement = agreement(vendor, group);

        assertThat(agreement.agree(ours, fourAndThePrime)).isEqualTo(agreement.agree(ours, four));
        if (group == NamedGroup.X25519) {
            byte[] withHighBit = four.clone();
            withHighBit[31] |= (byte) 0x80;
            assertThat(agreement.agree(ours, withHighBit)).isEqualTo(agreement.agree(ours, four));
        }
    }

    /// RFC 7748, section 5.2.
    @ParameterizedTest
    @MethodSource("montgomeryCurves")
    void matchesTheVectorsOfRfc7748(CryptoVendor vendor, NamedGroup group) throws Exception {
        String[] vector =
                group == NamedGroup.X25519
                        ? new String[] {
                            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
                            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
                        }
                        : new String[] {
                            "203d494428b8399352665ddca42f9de8fef600908e0d461cb021f8c538345dd77c3e4806e25f46d3315c44e0a5b4371282dd2c8d5be3095f",
                            "0fbcc2f993cd56d3305b0b7d9e55d4c1a8fb5dbb52f8e9a1e9b6201b165d015894e56c4d3570bee52fe205e28a78b91cdfbde71ce8d157db",
                            "884a02576239ff7a2f2f63b2db6a9ff37047ac13568e1e30fe63c4a7ad1b3ee3a5700df34321d62077e63633c575c1c954514e99da7c179d"
                        };

        assertThat(
                        agreement(vendor, group)
                                .agree(
                                        HexFormat.of().parseHex(vector[0]),
                                        HexFormat.of().parseHex(vector[1]))
                                .bytes())
                .isEqualTo(HexFormat.of().parseHex(vector[2]));
    }

    @ParameterizedTest
    @MethodSource("finiteFields")
    void refusesPublicValuesOutOfRange(CryptoVendor vendor, NamedGroup group) {
        FiniteField field = FiniteField.of(group);
        BigInteger prime = field.prime();
        for (BigInteger value :
                List.of(
                        BigInteger.ZERO,
                        BigInteger.ONE,
                        prime.subtract(BigInteger.ONE),
                        prime,
                        prime.add(BigInteger.ONE),
                        prime.add(BigInteger.TWO))) {
            assertRefused(vendor, group, BigIntegers.asUnsignedByteArray(field.length(), value));
        }
    }

    @ParameterizedTest
    @MethodSource("finiteFields")
    void padsTheSecretToThePrimesLength(CryptoVendor vendor, NamedGroup group) throws Exception {
        FiniteField field = FiniteField.of(group);

        byte[] secret =
                agreement(vendor, group)
                        .agree(new byte[] {10}, field.encode(BigInteger.TWO))
                        .bytes();

        assertThat(secret).isEqualTo(field.encode(BigInteger.valueOf(1024)));
        assertThat(secret).hasSize(field.length());
    }

    @Test
    void knowsThePrimesOfRfc7919() {
        assertThat(FiniteField.of(NamedGroup.FFDHE2048).prime())
                .isEqualTo(DHStandardGroups.rfc7919_ffdhe2048.getP());
        assertThat(FiniteField.of(NamedGroup.FFDHE3072).prime())
                .isEqualTo(DHStandardGroups.rfc7919_ffdhe3072.getP());
        assertThat(FiniteField.of(NamedGroup.FFDHE4096).prime())
                .isEqualTo(DHStandardGroups.rfc7919_ffdhe4096.getP());
    }

    private static List<byte[]> wrongPoints(NamedGroup group) {
        byte[] good = KnownAnswers.read().bytes(group + ".peer");
        int field = (good.length - 1) / 2;
        List<byte[]> wrong = new ArrayList<>();
        for (int format : new int[] {0, 1, 2, 3, 5, 6, 7, 0x84}) {
            byte[] share = good.clone();
            share[0] = (byte) format;
            wrong.add(share);
        }
        byte[] besideTheCurve = good.clone();
        besideTheCurve[good.length - 1] ^= 1;
        wrong.add(besideTheCurve);
        byte[] origin = new byte[good.length];
        origin[0] = 4;
        wrong.add(origin);
        // the same point, with a coordinate that is not reduced
        byte[] beyondThePrime = good.clone();
        Arrays.fill(beyondThePrime, 1, 1 + field, (byte) 0xff);
        wrong.add(beyondThePrime);
        BigInteger prime =
                CustomNamedCurves.getByName(group.label())
                        .getCurve()
                        .getField()
                        .getCharacteristic();
        byte[] unreduced = new byte[good.length];
        unreduced[0] = 4;
        System.arraycopy(BigIntegers.asUnsignedByteArray(field, prime), 0, unreduced, 1, field);
        wrong.add(unreduced);
        return wrong;
    }

    private static List<String> lowOrderPoints(NamedGroup group) {
        String zeros = "00".repeat(group == NamedGroup.X25519 ? 32 : 56);
        HexFormat hex = HexFormat.of();
        return group == NamedGroup.X25519
                ? List.of(
                        zeros,
                        "01" + zeros.substring(2),
                        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                        hex.formatHex(x25519PrimeAnd(-1)),
                        hex.formatHex(x25519PrimeAnd(0)),
                        hex.formatHex(x25519PrimeAnd(1)))
                : List.of(
                        zeros,
                        "01" + zeros.substring(2),
                        hex.formatHex(x448PrimeAnd(-1)),
                        hex.formatHex(x448PrimeAnd(0)),
                        hex.formatHex(x448PrimeAnd(1)));
    }

    private static byte[] x25519PrimeAnd(int more) {
        return littleEndian(BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19 - more)), 32);
    }

    private static byte[] x448PrimeAnd(int more) {
        return littleEndian(
                BigInteger.TWO
                        .pow(448)
                        .subtract(BigInteger.TWO.pow(224))
                        .subtract(BigInteger.valueOf(1 - more)),
                56);
    }

    private static byte[] littleEndian(BigInteger value, int length) {
        byte[] bytes = BigIntegers.asUnsignedByteArray(length, value);
        byte[] reversed = new byte[length];
        for (int i = 0; i < length; i++) {
            reversed[i] = bytes[length - 1 - i];
        }
        return reversed;
    }

    private static int leading(ECPoint point) {
        byte[] x = point.normalize().getAffineXCoord().getEncoded();
        return x.length == 66 ? x[0] | x[1] : x[0];
    }

    private static byte[] privateKey(NamedGroup group, int value) {
        int length = (KnownAnswers.read().bytes(group + ".peer").length - 1) / 2;
        return BigIntegers.asUnsignedByteArray(length, BigInteger.valueOf(value));
    }

    private static DiffieHellman agreement(CryptoVendor vendor, NamedGroup group) throws Exception {
        return Sources.of(vendor).diffieHellman(group);
    }

    private static void assertRefused(CryptoVendor vendor, NamedGroup group, byte[] share) {
        assertThatExceptionOfType(TlsException.class)
                .as("%s", HexFormat.of().formatHex(share))
                .isThrownBy(() -> agreement(vendor, group).encapsulate(share))
                .extracting(TlsException::failure)
                .isEqualTo(invalidShare());
    }

    private static TlsFailure invalidShare() {
        return new TlsFailure.Misbehaved(PeerMisbehaved.SENT_INVALID_KEY_SHARE);
    }
}
