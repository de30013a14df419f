package io.sallyport.tls.crypto.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.RsaDecryption;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.testing.TestPki;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every vendor's decryption of pre-master secrets must do. Only those take part that hide whether
/// what they got was well-formed.
class DecryptionContractTest {

    static Stream<CryptoVendor> vendors() {
        return Sources.having(List.of(KeyType.RSA), (source, _) -> source.rsaDecryption())
                .map(arguments -> (CryptoVendor) arguments.get()[0]);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void decryptsWhatAnotherVendorEncrypts(CryptoVendor vendor) throws Exception {
        byte[] secret = secret(0x0303);

        assertThat(key(vendor).decryptPreMasterSecret(encrypted(secret), 0x0303))
                .isEqualTo(Secret.owning(secret));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void makesAnotherSecretEachTimeOfWhatIsNone(CryptoVendor vendor) throws Exception {
        DecryptionKey key = key(vendor);
        for (byte[] wrong :
                List.of(
                        encrypted(secret(0x0302)),
                        encrypted(new byte[47]),
                        encrypted(new byte[49]),
                        new byte[0],
                        new byte[255],
                        new byte[256],
                        new byte[257])) {
            Secret one = key.decryptPreMasterSecret(wrong, 0x0303);

            assertThat(one.length()).isEqualTo(DecryptionKey.PRE_MASTER_SECRET_LENGTH);
            assertThat(one).isNotEqualTo(key.decryptPreMasterSecret(wrong, 0x0303));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RSA")
    void takesNoOtherKindOfKey(KeyType type) throws Exception {
        RsaDecryption decryption = Sources.of(CryptoVendor.BOUNCYCASTLE).rsaDecryption();

        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> decryption.decryptionKey(TestPki.keyPair(type).getPrivate()))
                .withMessageContaining("expected: an RSA key");
    }

    private static DecryptionKey key(CryptoVendor vendor) throws GeneralSecurityException {
        return Sources.of(vendor)
                .rsaDecryption()
                .decryptionKey(TestPki.keyPair(KeyType.RSA).getPrivate());
    }

    private static byte[] encrypted(byte[] secret) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, TestPki.keyPair(KeyType.RSA).getPublic());
        return cipher.doFinal(secret);
    }

    private static byte[] secret(int version) {
        byte[] secret = new byte[48];
        secret[0] = (byte) (version >>> 8);
        secret[1] = (byte) version;
        secret[47] = 7;
        return secret;
    }
}
