package io.sallyport.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.tls.codepoint.KeyType;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTypesTest {

    @ParameterizedTest
    @CsvSource({
        "RSA, RSA",
        "RSASSA-PSS, RSA_PSS",
        "EC:secp256r1, EC_P256",
        "EC:secp384r1, EC_P384",
        "EC:secp521r1, EC_P521",
        "Ed25519, ED25519",
        "Ed448, ED448"
    })
    void knowsBothHalvesOfAKeyPair(String generator, KeyType expected) throws Exception {
        KeyPair pair = pair(KeyPairGenerator.getInstance(name(generator)), generator);

        assertThat(KeyTypes.of(pair.getPublic())).isEqualTo(expected);
        assertThat(KeyTypes.of(pair.getPrivate())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, RSA",
        "EC:secp256r1, EC_P256",
        "EC:secp521r1, EC_P521",
        "Ed25519, ED25519",
        "Ed448, ED448"
    })
    void knowsTheKeysOfOtherProviders(String generator, KeyType expected) throws Exception {
        KeyPair pair =
                pair(
                        KeyPairGenerator.getInstance(name(generator), new BouncyCastleProvider()),
                        generator);

        assertThat(KeyTypes.of(pair.getPublic())).isEqualTo(expected);
        assertThat(KeyTypes.of(pair.getPrivate())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"DSA, DSA", "X25519, XDH", "DiffieHellman, DH"})
    void namesAKindThatCannotSign(String generator, String named) throws Exception {
        KeyPair pair = pair(KeyPairGenerator.getInstance(generator), generator);

        assertThatThrownBy(() -> KeyTypes.of(pair.getPrivate()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageStartingWith("key of type " + named)
                .hasMessageContaining("expected: RSA");
    }

    @Test
    void namesACurveOutsideTls() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair pair = generator.generateKeyPair();

        assertThatThrownBy(() -> KeyTypes.of(pair.getPrivate()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageStartingWith("key of type EC over another curve of 256 bits");
    }

    private static String name(String generator) {
        return generator.split(":")[0];
    }

    private static KeyPair pair(KeyPairGenerator generator, String name) throws Exception {
        if (name.contains(":")) {
            generator.initialize(new ECGenParameterSpec(name.split(":")[1]));
        } else if (name.startsWith("RSA") || name.startsWith("D")) {
            generator.initialize(name.equals("DSA") || name.startsWith("RSA") ? 1024 : 2048);
        }
        return generator.generateKeyPair();
    }
}
