package io.sallyport.tls.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.client.Tls12Client;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.testing.Requirement;
import io.sallyport.tls.testing.SeededRandom;
import io.sallyport.tls.testing.TestPki;
import io.sallyport.tls.testing.TestServer;
import io.sallyport.tls.testing.Tls12Server;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a client encrypts to our key, it sees the same at the same point: its first record under the
/// keys does not authenticate (RFC 5246, section 7.4.7.1). Time is measured elsewhere.
class BleichenbacherTest {
    private static final RSAPublicKey KEY = (RSAPublicKey) TestPki.keyPair(KeyType.RSA).getPublic();

    private static final int LENGTH = KEY.getModulus().bitLength() / 8;

    /// What the client takes for the secret, while the server has another: as an attacker does, who does
    /// not know the right one.
    private static final byte[] GUESS = new byte[48];

    static Stream<Arguments> encrypted() {
        return Stream.of(
                Arguments.of("a good secret", encrypt(encoding(secret(0x0303), 0x00, 0x02))),
                Arguments.of("an older version", encrypt(encoding(secret(0x0302), 0, 2))),
                Arguments.of("SSL 3.0", encrypt(encoding(secret(0x0300), 0, 2))),
                Arguments.of("a newer version", encrypt(encoding(secret(0x0304), 0, 2))),
                Arguments.of("a first byte that is not 0", encrypt(encoding(secret(0x0303), 1, 2))),
                Arguments.of("block type 1", encrypt(encoding(secret(0x0303), 0, 1))),
                Arguments.of("block type 0", encrypt(encoding(secret(0x0303), 0, 0))),
                Arguments.of("a zero in the padding", encrypt(zeroInPadding())),
                Arguments.of("no zero at all", encrypt(noDelimiter())),
                Arguments.of("47 bytes", encrypt(encoding(new byte[47], 0, 2))),
                Arguments.of("49 bytes", encrypt(encoding(new byte[49], 0, 2))),
                Arguments.of("no bytes", encrypt(encoding(new byte[0], 0, 2))),
                Arguments.of("zero", new byte[LENGTH]),
                Arguments.of("one", padded(BigInteger.ONE)),
                Arguments.of("the modulus", padded(KEY.getModulus())),
                Arguments.of("more than the modulus", filled(LENGTH, 0xff)),
                Arguments.of("random bytes", random(LENGTH)),
                Arguments.of("a byte less than the modulus has", random(LENGTH - 1)),
                Arguments.of("a byte more than the modulus has", random(LENGTH + 1)),
                Arguments.of("nothing", new byte[0]),
                Arguments.of("eight bytes", new byte[8]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encrypted")
    @Requirement("RFC 5246, 7.4.7.1 one path")
    void isSeenByNobody(String what, byte[] encrypted) {
        TestServer server = Tls12Server.create();
        Tls12Client client = hello(server);
        client.sendEncryptedSecret(encrypted, GUESS);
        assertThat(server.failure()).as("after ClientKeyExchange").isNull();
        client.sendChangeCipherSpec();
        assertThat(server.failure()).as("after change_cipher_spec").isNull();
        client.sendFinished();

        assertThat(Provocation.aftermath(server, client.alerts()))
                .isEqualTo(new TlsFailure.BadRecordMac());
        assertThat(client.alerts()).containsExactly(AlertDescription.BAD_RECORD_MAC);
        assertThat(received(server))
                .containsExactly("client_hello", "client_key_exchange", "change_cipher_spec");
    }

    @Test
    void aGoodSecretIsUsed() {
        TestServer server = Tls12Server.create();
        hello(server).sendEncryptedSecret(0x0303).sendChangeCipherSpec().sendFinished();

        assertThat(server.isEstablished()).isTrue();
    }

    /// A secret with another version than that of the hello is not the client's: somebody changed the hello.
    @Test
    @Requirement("RFC 5246, 7.4.7.1 version")
    void aVersionThatWasRolledBackIsFoundOut() {
        TestServer server = Tls12Server.create();
        Tls12Client client =
                hello(server).sendEncryptedSecret(0x0302).sendChangeCipherSpec().sendFinished();

        assertThat(Provocation.aftermath(server, client.alerts()))
                .isEqualTo(new TlsFailure.BadRecordMac());
    }

    private static Tls12Client hello(TestServer server) {
        return new Tls12Client(server)
                .offering(CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)
                .sendHello();
    }

    private static List<String> received(TestServer server) {
        return server.events(TlsEvent.MessageExchanged.class).stream()
                .filter(event -> !event.ours())
                .map(TlsEvent.MessageExchanged::type)
                .map(CodePoint::label)
                .toList();
    }

    private static byte[] secret(int version) {
        byte[] secret = filled(48, 0x2a);
        secret[0] = (byte) (version >>> 8);
        secret[1] = (byte) version;
        return secret;
    }

    /// RFC 8017, section 7.2.1, with other first bytes if need be.
    private static byte[] encoding(byte[] secret, int first, int blockType) {
        byte[] encoding = filled(LENGTH, 0x55);
        encoding[0] = (byte) first;
        encoding[1] = (byte) blockType;
        int start = LENGTH - secret.length;
        encoding[start - 1] = 0;
        System.arraycopy(secret, 0, encoding, start, secret.length);
        return encoding;
    }

    private static byte[] zeroInPadding() {
        byte[] encoding = encoding(secret(0x0303), 0, 2);
        encoding[5] = 0;
        return encoding;
    }

    private static byte[] noDelimiter() {
        byte[] encoding = encoding(secret(0x0303), 0, 2);
        encoding[LENGTH - 49] = 0x55;
        return encoding;
    }

    private static byte[] encrypt(byte[] encoding) {
        return padded(
                new BigInteger(1, encoding).modPow(KEY.getPublicExponent(), KEY.getModulus()));
    }

    private static byte[] padded(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[LENGTH];
        int count = Math.min(LENGTH, bytes.length);
        System.arraycopy(bytes, bytes.length - count, padded, LENGTH - count, count);
        return padded;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SeededRandom(9).nextBytes(bytes);
        bytes[0] = 0;
        return bytes;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
