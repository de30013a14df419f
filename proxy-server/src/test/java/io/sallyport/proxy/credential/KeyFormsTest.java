package io.sallyport.proxy.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.config.model.PassphraseSource;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.crypto.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every form in which a private key comes.
class KeyFormsTest {
    private static final String PASSPHRASE = "correct horse";
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();

    @TempDir Path folder;

    private enum Form {
        TRADITIONAL,
        TRADITIONAL_AES,
        TRADITIONAL_3DES,
        PKCS8,
        PKCS8_AES,
        PKCS8_3DES,
        PKCS8_PBES1,
        PKCS8_SCRYPT
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, RSA, TRADITIONAL, -----BEGIN RSA PRIVATE KEY-----",
        "RSA-2048, RSA, TRADITIONAL_AES, 'DEK-Info: AES-256-CBC,'",
        "RSA-2048, RSA, TRADITIONAL_3DES, 'DEK-Info: DES-EDE3-CBC,'",
        "RSA-2048, RSA, PKCS8, -----BEGIN PRIVATE KEY-----",
        "RSA-2048, RSA, PKCS8_AES, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "RSA-2048, RSA, PKCS8_3DES, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "P-256, EC_P256, PKCS8_SCRYPT, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "RSA-2048, RSA, PKCS8_PBES1, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "RSA-PSS, RSA_PSS, PKCS8, -----BEGIN PRIVATE KEY-----",
        "RSA-PSS, RSA_PSS, PKCS8_AES, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "P-256, EC_P256, TRADITIONAL, -----BEGIN EC PRIVATE KEY-----",
        "P-256, EC_P256, TRADITIONAL_AES, 'DEK-Info: AES-256-CBC,'",
        "P-256, EC_P256, PKCS8, -----BEGIN PRIVATE KEY-----",
        "P-256, EC_P256, PKCS8_AES, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "P-384, EC_P384, TRADITIONAL, -----BEGIN EC PRIVATE KEY-----",
        "P-384, EC_P384, PKCS8, -----BEGIN PRIVATE KEY-----",
        "P-521, EC_P521, TRADITIONAL, -----BEGIN EC PRIVATE KEY-----",
        "P-521, EC_P521, PKCS8_AES, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "Ed25519, ED25519, PKCS8, -----BEGIN PRIVATE KEY-----",
        "Ed25519, ED25519, PKCS8_AES, -----BEGIN ENCRYPTED PRIVATE KEY-----",
        "Ed448, ED448, PKCS8, -----BEGIN PRIVATE KEY-----"
    })
    void readsTheKey(String kind, KeyType type, Form form, String mark) throws Exception {
        String text = text(TestCertificates.keys(kind), form);
        assertThat(text).contains(mark);

        for (String variant :
                new String[] {
                    text, text.replace("\n", "\r\n"), surrounded(text), "\ufeff" + text
                }) {
            PrivateKey key = read(variant, form.name().contains("_"));

            SigningKey signing = new SigningCrypto().signingKey(key);
            assertThat(signing.keyType()).isEqualTo(type);
            assertThat(KeyMatch.test(signing, TestCertificates.keys(kind).getPublic())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRADITIONAL_AES", "TRADITIONAL_3DES", "PKCS8_AES", "PKCS8_PBES1"})
    void saysThatThePassphraseIsWrongAndNotWhatItIs(Form form) throws Exception {
        String text = text(TestCertificates.keys("RSA-2048"), form);

        assertThatThrownBy(() -> read(text, "battery staple"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(
                        "cannot be decrypted with the passphrase from the environment variable"
                                + " 'PASSWORD'; give the right one")
                .hasMessageNotContaining("battery");
    }

    @Test
    void saysThatAPassphraseIsMissing() throws Exception {
        String text = text(TestCertificates.keys("P-256"), Form.PKCS8_AES);

        assertThatThrownBy(() -> read(text, false))
                .hasMessageEndingWith(
                        "is encrypted; write passphrase_file or passphrase_env beside it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENSSH PRIVATE KEY | convert it with ssh-keygen",
                "DSA PRIVATE KEY | holds a DSA key",
                "PUBLIC KEY | holds no private key but PUBLIC KEY; name the file with the private",
                "PRIVATE KEY | holds a damaged private key; check it with openssl pkey",
                "EC PRIVATE KEY | holds an EC key that does not name its curve",
                "RSA PRIVATE KEY | holds a damaged private key"
            })
    void refusesOtherBlocksWithWords(String type, String words) {
        String text = TestCertificates.pem(new PemObject(type, new byte[] {0x30, 3, 2, 1, 5}));

        assertThatThrownBy(() -> read(text, false))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty; name a PEM file",
                "just text | has no PEM block",
                "0\u0082 | is DER (or PKCS#12), not PEM; convert it with openssl",
                "-----BEGIN PRIVATE KEY----- | has a damaged PEM block",
            })
    void saysWhatAFileIsThatIsNotPem(String text, String words) {
        assertThatThrownBy(() -> read(text, false)).hasMessageContaining(words);
    }

    @Test
    void refusesBrokenBase64() {
        assertThatThrownBy(() ->
                        read(
                                "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE"
                                        + " KEY-----\n",
                                false))
                .hasMessageContaining("has a damaged PEM block");
    }

    @Test
    void refusesTwoKeysInOneFile() throws Exception {
        String text = text(TestCertificates.keys("P-256"), Form.PKCS8);

        assertThatThrownBy(() -> read(text + text, false))
                .hasMessageContaining("holds 2 private keys; leave the one of the certificate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // openssl genrsa 1024; ecparam -name secp256k1, prime256v1 with explicit parameters
                "RSA-1024 | holds an RSA key of 1024 bits; use ECDSA on P-256",
                "secp256k1 | holds an EC key on the curve secp256k1; use ECDSA on P-256",
                "explicit | spells its elliptic curve out instead of naming it",
                "DSA | holds a key of DSA; use ECDSA on P-256",
                "X25519 | holds a key of the algorithm 1.3.101.110; use ECDSA"
            })
    void refusesKeysThatTlsDoesNotSignBy(String name, String words) {
        assertThatThrownBy(() -> read(OddKeys.pem(name), false)).hasMessageContaining(words);
    }

    @Test
    void saysThatAFileIsMissing() {
        Path missing = folder.resolve("missing.key");

        assertThatThrownBy(() -> PemFile.read(missing, "'missing.key'"))
                .hasMessage("'missing.key' does not exist; name a file that is there");
    }

    @Test
    void readsThePassphraseFromTheFirstLineOfAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\r\nsecond\n");

        try (Passphrase passphrase =
                Passphrase.from(new PassphraseSource.FromFile(file), Map.of(), Path::toString)) {
            assertThat(new String(passphrase.characters())).isEqualTo(PASSPHRASE);
            assertThat(passphrase.toString()).isEqualTo("Passphrase from " + file);
        }
        Files.writeString(file, "\n");
        assertThatThrownBy(() ->
                        Passphrase.from(
                                new PassphraseSource.FromFile(file), Map.of(), Path::toString))
                .hasMessageContaining("has an empty first line");
        assertThatThrownBy(() ->
                        Passphrase.from(
                                new PassphraseSource.FromEnvironment("NOPE"),
                                Map.of(),
                                Path::toString))
                .hasMessage("the environment variable 'NOPE' is not set; set it");
    }

    private PrivateKey read(String text, boolean encrypted) throws Exception {
        return encrypted ? read(text, PASSPHRASE) : PrivateKeyFile.of(file(text)).read(null);
    }

    private PrivateKey read(String text, String passphrase) throws Exception {
        try (Passphrase held =
                Passphrase.from(
                        new PassphraseSource.FromEnvironment("PASSWORD"),
                        Map.of("PASSWORD", passphrase),
                        Path::toString)) {
            return PrivateKeyFile.of(file(text)).read(held);
        }
    }

    private PemFile file(String text) throws UnusableException {
        try {
            Path written =
                    Files.writeString(
                            folder.resolve("a.key"),
                            text,
                            text.startsWith("\ufeff")
                                    ? StandardCharsets.UTF_8
                                    : StandardCharsets.ISO_8859_1);
            return PemFile.read(written, "'a.key'");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// As openssl pkcs12 and openssl ecparam -genkey write it, with a certificate beside it.
    private static String surrounded(String text) {
        String parameters =
                "-----BEGIN EC PARAMETERS-----\n"
                        + Base64.getEncoder()
                                .encodeToString(
                                        new byte[] {
                                            6,
                                            8,
                                            0x2a,
                                            (byte) 0x86,
                                            0x48,
                                            (byte) 0xce,
                                            0x3d,
                                            3,
                                            1,
                                            7
                                        })
                        + "\n-----END EC PARAMETERS-----\n";
        String certificate =
                TestCertificates.chain(
                        TestCertificates.selfSigned(
                                TestCertificates.Wanted.server("a.example"),
                                TestCertificates.keys("P-256")));
        return "Bag Attributes\n    friendlyName: a\nKey Attributes: <No Attributes>\n"
                + parameters
                + text
                + "# a comment\n\n"
                + certificate;
    }

    private static String text(KeyPair keys, Form form) throws Exception {
        PrivateKey key = keys.getPrivate();
        char[] passphrase = PASSPHRASE.toCharArray();
        return switch (form) {
            case TRADITIONAL -> TestCertificates.pem(generated(key, null));
            case TRADITIONAL_AES -> traditional(key, "AES-256-CBC", passphrase);
            case TRADITIONAL_3DES -> traditional(key, "DES-EDE3-CBC", passphrase);
            case PKCS8 -> TestCertificates.pem(key);
            case PKCS8_AES -> pkcs8(key, NISTObjectIdentifiers.id_aes256_CBC, passphrase);
            case PKCS8_3DES -> pkcs8(key, PKCSObjectIdentifiers.des_EDE3_CBC, passphrase);
            case PKCS8_PBES1 -> pkcs8(key, PKCS8Generator.PBE_SHA1_3DES, passphrase);
            case PKCS8_SCRYPT -> scrypt(key, passphrase);
        };
    }

    private static String traditional(PrivateKey key, String cipher, char[] passphrase) {
        return TestCertificates.pem(
                new Object[] {
                    generated(
                            key,
                            new JcePEMEncryptorBuilder(cipher).setProvider(BC).build(passphrase))
                });
    }

    private static Object generated(PrivateKey key, @Nullable PEMEncryptor encryptor) {
        try {
            // the JDK's EC keys do not repeat the curve inside, as OpenSSL's do
            PrivateKey written =
                    key.getAlgorithm().equals("EC")
                            ? KeyFactory.getInstance("EC", BC)
                                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()))
                            : key;
            return new JcaMiscPEMGenerator(written, encryptor).generate();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String scrypt(PrivateKey key, char[] passphrase) throws Exception {
        OutputEncryptor encryptor =
                new JcePKCSPBEOutputEncryptorBuilder(
                                new ScryptConfig.Builder(1024, 8, 1).build(),
                                NISTObjectIdentifiers.id_aes256_CBC)
                        .setProvider(BC)
                        .build(passphrase);
        byte[] encrypted =
                new PKCS8EncryptedPrivateKeyInfoBuilder(key.getEncoded())
                        .build(encryptor)
                        .getEncoded();
        return TestCertificates.pem(new PemObject("ENCRYPTED PRIVATE KEY", encrypted));
    }

    private static String pkcs8(
            PrivateKey key, org.bouncycastle.asn1.ASN1ObjectIdentifier cipher, char[] passphrase)
            throws Exception {
        return TestCertificates.pem(
                new JcaPKCS8Generator(
                                key,
                                new JceOpenSSLPKCS8EncryptorBuilder(cipher)
                                        .setProvider(BC)
                                        .setPassword(passphrase)
                                        .build())
                        .generate());
    }
}
