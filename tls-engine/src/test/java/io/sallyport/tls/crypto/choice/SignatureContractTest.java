package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every vendor's signatures are what the others verify.
class SignatureContractTest {
    private static final byte[] MESSAGE =
            "what a handshake signs".getBytes(StandardCharsets.US_ASCII);

    private final KnownAnswers answers = KnownAnswers.read();

    static Stream<Arguments> keyTypes() {
        return Sources.having(List.of(KeyType.values()), PrimitiveSource::signatures);
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void signsWhatBouncyCastleAndTheJdkVerify(CryptoVendor vendor, KeyType keyType)
            throws Exception {
        SigningKey key = signatures(vendor, keyType).signingKey(answers.privateKey(keyType));

        assertThat(key.keyType()).isEqualTo(keyType);
        assertThat(key.schemes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(SignatureScheme.values())
                                .filter(each -> each.keyType() == keyType)
                                .toList());
        for (SignatureScheme scheme : key.schemes()) {
            byte[] signature = key.sign(scheme, MESSAGE);
            for (CryptoVendor other : List.of(CryptoVendor.BOUNCYCASTLE, CryptoVendor.JDK)) {
                assertThat(verifies(other, scheme, MESSAGE, signature))
                        .as("%s by %s", scheme, other)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void verifiesWhatBouncyCastleSignsAndNothingElse(CryptoVendor vendor, KeyType keyType)
            throws Exception {
        SigningKey key =
                signatures(CryptoVendor.BOUNCYCASTLE, keyType)
                        .signingKey(answers.privateKey(keyType));
        for (SignatureScheme scheme : key.schemes()) {
            byte[] signature = key.sign(scheme, MESSAGE);
            byte[] changed = signature.clone();
            changed[changed.length - 1] ^= 1;

            assertThat(verifies(vendor, scheme, MESSAGE, signature)).as("%s", scheme).isTrue();
            assertThat(verifies(vendor, scheme, MESSAGE, changed)).isFalse();
            assertThat(verifies(vendor, scheme, new byte[5], signature)).isFalse();
            assertThat(verifies(vendor, scheme, MESSAGE, new byte[0])).isFalse();
            assertThat(verifies(vendor, scheme, MESSAGE, new byte[signature.length])).isFalse();
            assertThat(
                            verifies(
                                    vendor,
                                    scheme,
                                    MESSAGE,
                                    Arrays.copyOf(signature, signature.length + 1)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void refusesASchemeOfAnotherKey(CryptoVendor vendor, KeyType keyType) throws Exception {
        SigningKey key = signatures(vendor, keyType).signingKey(answers.privateKey(keyType));
        for (SignatureScheme scheme : SignatureScheme.values()) {
            if (!key.schemes().contains(scheme)) {
                assertThatThrownBy(() -> key.sign(scheme, MESSAGE))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(scheme.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keyTypes")
    void refusesAKeyOfAnotherType(CryptoVendor vendor, KeyType keyType) throws Exception {
        KeyType another = keyType == KeyType.ED448 ? KeyType.RSA : KeyType.ED448;
        Signatures signatures = signatures(vendor, keyType);

        assertThatThrownBy(() -> signatures.signingKey(answers.privateKey(another)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage(
                        another.label() + " key (expected: a key of type " + keyType.label() + ")");
    }

    /// RFC 8017, section 9.1.1: digest, salt and two bytes have to fit into the modulus.
    @ParameterizedTest
    @EnumSource(CryptoVendor.class)
    void leavesOutSchemesForWhichAnRsaKeyIsTooShort(CryptoVendor vendor) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);

        SigningKey key =
                signatures(vendor, KeyType.RSA)
                        .signingKey(generator.generateKeyPair().getPrivate());

        assertThat(key.schemes())
                .containsExactlyInAnyOrder(
                        SignatureScheme.RSA_PSS_RSAE_SHA256,
                        SignatureScheme.RSA_PSS_RSAE_SHA384,
                        SignatureScheme.RSA_PKCS1_SHA256,
                        SignatureScheme.RSA_PKCS1_SHA384,
                        SignatureScheme.RSA_PKCS1_SHA512);
        for (SignatureScheme scheme : key.schemes()) {
            assertThat(key.sign(scheme, MESSAGE)).hasSize(128);
        }
    }

    /// RFC 4055, section 3.3: parameters in the key bind its user.
    @ParameterizedTest
    @EnumSource(CryptoVendor.class)
    void signsByTheSchemeThatAnRsaPssKeyIsBoundTo(CryptoVendor vendor) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(
                new RSAKeyGenParameterSpec(
                        2048,
                        RSAKeyGenParameterSpec.F4,
                        new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1)));
        KeyPair pair = generator.generateKeyPair();

        SigningKey key = signatures(vendor, KeyType.RSA_PSS).signingKey(pair.getPrivate());
        byte[] signature = key.sign(SignatureScheme.RSA_PSS_PSS_SHA384, MESSAGE);

        assertThat(key.schemes()).containsExactly(SignatureScheme.RSA_PSS_PSS_SHA384);
        assertThat(
                        signatures(CryptoVendor.JDK, KeyType.RSA_PSS)
                                .verify(
                                        SignatureScheme.RSA_PSS_PSS_SHA384,
                                        pair.getPublic(),
                                        MESSAGE,
                                        signature))
                .isTrue();
    }

    private boolean verifies(
            CryptoVendor vendor, SignatureScheme scheme, byte[] message, byte[] signature)
            throws Exception {
        KeyType keyType = scheme.keyType();
        return signatures(vendor, keyType)
                .verify(scheme, answers.publicKey(keyType), message, signature);
    }

    private static Signatures signatures(CryptoVendor vendor, KeyType keyType) throws Exception {
        return Sources.of(vendor).signatures(keyType);
    }
}
