package io.sallyport.tls.client;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.testing.DhKey;
import io.sallyport.tls.testing.SeededRandom;
import io.sallyport.tls.testing.TestCrypto;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;

/// The client's half of a key exchange: the message, and the secret that comes of it.
final class Tls12KeyExchange {
    private final byte[] message;
    private final byte[] preMasterSecret;

    private Tls12KeyExchange(byte[] body, byte[] preMasterSecret) {
        this.message = Hello.message(HandshakeType.CLIENT_KEY_EXCHANGE, body);
        this.preMasterSecret = preMasterSecret;
    }

    /// ClientKeyExchange, header and body.
    byte[] message() {
        return message;
    }

    byte[] preMasterSecret() {
        return preMasterSecret;
    }

    /// Answers a ServerKeyExchange over a curve, whose signature is verified.
    static Tls12KeyExchange elliptic(WireReader body, byte[] randoms, PublicKey signer)
            throws TlsException {
        byte[] whole = body.rest();
        WireReader in = WireReader.of(whole);
        if (in.uint8() != 3) {
            throw new AssertionError("no named curve");
        }
        NamedGroup group = Objects.requireNonNull(NamedGroup.find(in.uint16()));
        byte[] theirs = in.vector8(1, 0xff).rest();
        verify(whole, in, randoms, signer);
        DhKey ours = DhKey.generate(group, new SeededRandom(3));
        byte[] share = ours.share();
        WireWriter out = new WireWriter(80);
        out.vector8(() -> out.opaque(share));
        return new Tls12KeyExchange(out.toByteArray(), ours.agree(theirs));
    }

    /// Answers a ServerKeyExchange in a finite field, whose signature is verified.
    static Tls12KeyExchange finite(WireReader body, byte[] randoms, PublicKey signer)
            throws TlsException {
        byte[] whole = body.rest();
        WireReader in = WireReader.of(whole);
        BigInteger p = new BigInteger(1, in.vector16(1, 0xffff).rest());
        BigInteger g = new BigInteger(1, in.vector16(1, 0xffff).rest());
        BigInteger theirs = new BigInteger(1, in.vector16(1, 0xffff).rest());
        verify(whole, in, randoms, signer);
        BigInteger x = new BigInteger(256, new SeededRandom(4));
        byte[] share = unsigned(g.modPow(x, p));
        WireWriter out = new WireWriter(300);
        out.vector16(() -> out.opaque(share));
        return new Tls12KeyExchange(out.toByteArray(), unsigned(theirs.modPow(x, p)));
    }

    /// Encrypts a secret to the server's key.
    ///
    /// @param version what the secret begins with
    static Tls12KeyExchange encrypted(PublicKey key, int version) {
        byte[] secret = new byte[48];
        Arrays.fill(secret, (byte) 0x2a);
        secret[0] = (byte) (version >>> 8);
        secret[1] = (byte) version;
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return encrypted(cipher.doFinal(secret), secret);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Whatever bytes in place of an encrypted secret.
    static Tls12KeyExchange encrypted(byte[] bytes, byte[] secret) {
        WireWriter out = new WireWriter(300);
        out.vector16(() -> out.opaque(bytes));
        return new Tls12KeyExchange(out.toByteArray(), secret);
    }

    private static void verify(byte[] whole, WireReader in, byte[] randoms, PublicKey signer)
            throws TlsException {
        byte[] parameters = Arrays.copyOf(whole, in.position());
        SignatureScheme scheme = Objects.requireNonNull(SignatureScheme.find(in.uint16()));
        byte[] bytes = in.vector16(1, 0xffff).rest();
        in.finish();
        try {
            Signature signature = TestCrypto.signature(scheme);
            signature.initVerify(signer);
            signature.update(randoms);
            signature.update(parameters);
            if (!signature.verify(bytes)) {
                throw new AssertionError("wrong signature by " + scheme);
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /// Without leading zeros.
    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
