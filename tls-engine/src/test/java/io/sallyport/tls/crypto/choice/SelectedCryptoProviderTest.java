package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.codepoint.AeadAlgorithm;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Kem;
import io.sallyport.tls.crypto.KemAlgorithm;
import io.sallyport.tls.crypto.Primitive;
import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.crypto.Signatures;
import io.sallyport.tls.crypto.SigningKey;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelectedCryptoProviderTest {
    @Test
    void servesEverythingWhateverIsPresent() {
        assertServesEverything(SelectedCryptoProvider.fastest());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "all four vendors have a library for Linux")
    void takesTheFastestForEachPrimitive() {
        Map<String, String> chosen =
                SelectedCryptoProvider.fastest().inventory().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().id(),
                                        each -> each.getValue().split(" ")[0]));

        assertThat(chosen)
                .containsEntry("random/random", "JDK")
                .containsEntry("hash/sha256", "JDK")
                .containsEntry("hkdf/sha384", "JDK")
                .containsEntry("aead/aes_128_gcm", "JDK")
                .containsEntry("aead/chacha20_poly1305", "JDK")
                .containsEntry("kem/ml_kem_768", "JDK")
                .containsEntry("key_exchange/x25519", "Conscrypt")
                .containsEntry("key_exchange/x448", "BouncyCastle")
                .containsEntry("key_exchange/ffdhe2048", "JDK")
                .containsEntry("key_exchange/secp256r1", "ACCP")
                .containsEntry("signature/ec_p256", "ACCP")
                .containsEntry("signature/rsa", "ACCP")
                .containsEntry("signature/ed25519", "Conscrypt")
                .containsEntry("signature/ed448", "BouncyCastle");
    }

    @ParameterizedTest
    @EnumSource(
            value = CryptoVendor.class,
            names = {"JDK", "BOUNCYCASTLE"})
    void servesEverythingFromOneVendorOfPureJava(CryptoVendor vendor) {
        SelectedCryptoProvider provider = SelectedCryptoProvider.preferring(List.of(vendor));

        assertServesTls13(provider);
        assertThat(provider.inventory().values()).containsOnly(Sources.of(vendor).name());
        assertThat(provider.report())
                .filteredOn(each -> each.servedBy() == null)
                .extracting(each -> each.primitive().id())
                .isEqualTo(vendor == CryptoVendor.JDK ? List.of("decryption/rsa") : List.of());
    }

    @Test
    void takesTheOperatorsOrderForEveryPrimitive() {
        SelectedCryptoProvider provider =
                SelectedCryptoProvider.preferring(
                        List.of(CryptoVendor.BOUNCYCASTLE, CryptoVendor.JDK));

        assertThat(provider.inventory().values()).containsOnly("BouncyCastle");
    }

    @Test
    void refusesToBeMadeWithoutHashes() {
        PrimitiveSource withoutHashes =
                new OtherSource() {
                    @Override
                    public HashSource hash(HashAlgorithm algorithm)
                            throws NoSuchAlgorithmException {
                        throw new NoSuchAlgorithmException("no " + algorithm);
                    }
                };

        assertThatThrownBy(() -> SelectedCryptoProvider.from(List.of(withoutHashes)))
                .isInstanceOf(CryptoException.class)
                .hasMessage("hash/sha256: none (not other: no SHA256)");
    }

    @Test
    void offersOnlyWhatIsServed() throws Exception {
        PrimitiveSource partial =
                new OtherSource() {
                    @Override
                    public Kem kem(KemAlgorithm algorithm) throws NoSuchAlgorithmException {
                        throw new NoSuchAlgorithmException("no KEM");
                    }

                    @Override
                    public AeadSource aead(AeadAlgorithm algorithm)
                            throws NoSuchAlgorithmException {
                        if (algorithm == AeadAlgorithm.CHACHA20_POLY1305) {
                            throw new NoSuchAlgorithmException("no ChaCha");
                        }
                        return super.aead(algorithm);
                    }

                    @Override
                    public Signatures signatures(KeyType keyType) throws NoSuchAlgorithmException {
                        if (keyType == KeyType.ED25519) {
                            throw new NoSuchAlgorithmException("no Ed25519");
                        }
                        return super.signatures(keyType);
                    }
                };

        SelectedCryptoProvider provider = SelectedCryptoProvider.from(List.of(partial));

        assertThat(provider.groups())
                .noneMatch(group -> group.kind() == NamedGroup.Kind.HYBRID)
                .contains(NamedGroup.X25519);
        assertThat(provider.aeads())
                .containsExactly(AeadAlgorithm.AES_128_GCM, AeadAlgorithm.AES_256_GCM);
        assertThatThrownBy(() -> provider.keyExchange(NamedGroup.X25519MLKEM768))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("X25519MLKEM768 (expected: one of [SECP256R1");
        assertThatThrownBy(() ->
                        provider.aead(AeadAlgorithm.CHACHA20_POLY1305, Secret.owning(new byte[32])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        provider.signingKey(
                                KeyPairGenerator.getInstance("Ed25519")
                                        .generateKeyPair()
                                        .getPrivate()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessage("Ed25519 key, which no provider in use signs with");
    }

    @Test
    void signsWithAKeyOfAnyTypeThatItServes() throws Exception {
        SelectedCryptoProvider provider = SelectedCryptoProvider.fastest();
        for (KeyType keyType : KeyType.values()) {
            SigningKey key = provider.signingKey(KnownAnswers.read().privateKey(keyType));

            assertThat(key.keyType()).isEqualTo(keyType);
        }
    }

    /// In a class loader that sees nothing but the engine and BouncyCastle.
    @Test
    void doesWithoutVendorsThatAreNotThere() throws Exception {
        try (AloneClassLoader alone = AloneClassLoader.withoutOptionalVendors()) {
            Class<?> type = alone.loadClass(SelectedCryptoProvider.class.getName());
            Object provider = type.getMethod("fastest").invoke(null);
            List<?> report = (List<?>) type.getMethod("report").invoke(provider);

            assertThat(report)
                    .hasSize(SelectedCryptoProvider.fastest().report().size())
                    .anyMatch(each ->
                            each.toString()
                                    .contains(
                                            "Skipped[provider=accp,"
                                                    + " reason=not on the class path]"))
                    .noneMatch(each -> each.toString().contains("servedBy=null"));
        }
    }

    private static void assertServesEverything(SelectedCryptoProvider provider) {
        assertServesTls13(provider);
        assertThat(provider.report()).allMatch(each -> each.servedBy() != null);
        assertThat(
                        provider.inventory().keySet().stream()
                                .map(Primitive::kind)
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Primitive.Kind.values());
    }

    /// All but the decryption that only TLS 1.2 knows.
    private static void assertServesTls13(SelectedCryptoProvider provider) {
        assertThat(provider.groups()).containsExactly(NamedGroup.values());
        assertThat(provider.aeads()).containsExactly(AeadAlgorithm.values());
        assertThat(provider.report()).extracting(ProviderReport::primitive).doesNotHaveDuplicates();
        assertThat(Arrays.stream(KeyType.values()).map(Primitives::signatures))
                .isSubsetOf(provider.inventory().keySet());
    }
}
