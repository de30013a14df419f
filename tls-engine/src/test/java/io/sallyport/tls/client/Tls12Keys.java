package io.sallyport.tls.client;

import io.sallyport.tls.codepoint.CipherSuite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key schedule of TLS 1.2 from the client's side, written a second time and differently, so that an
/// error in the engine's own does not go unseen (RFC 5246, sections 5, 6.3 and 8.1).
public final class Tls12Keys {
    private final CipherSuite suite;
    private final byte[] masterSecret;

    private Tls12Keys(CipherSuite suite, byte[] masterSecret) {
        this.suite = suite;
        this.masterSecret = masterSecret;
    }

    static Tls12Keys of(CipherSuite suite, byte[] preMasterSecret, byte[] client, byte[] server) {
        byte[] seed = ScriptedClient.join(client, server);
        return new Tls12Keys(suite, prf(suite, preMasterSecret, "master secret", seed, 48));
    }

    static Tls12Keys extended(CipherSuite suite, byte[] preMasterSecret, byte[] messages) {
        byte[] hash = hash(suite, messages);
        return new Tls12Keys(
                suite, prf(suite, preMasterSecret, "extended master secret", hash, 48));
    }

    public byte[] masterSecret() {
        return masterSecret;
    }

    CipherSuite suite() {
        return suite;
    }

    /// @param who `client` or `server`
    byte[] verifyData(String who, byte[] messages) {
        return prf(suite, masterSecret, who + " finished", hash(suite, messages), 12);
    }

    Tls12Cipher clientCipher(byte[] client, byte[] server) {
        return cipher(client, server, 0);
    }

    Tls12Cipher serverCipher(byte[] client, byte[] server) {
        return cipher(client, server, 1);
    }

    private Tls12Cipher cipher(byte[] client, byte[] server, int which) {
        int key = suite.aead().keyLength();
        int iv = suite.label().contains("CHACHA20") ? 12 : 4;
        byte[] block =
                prf(
                        suite,
                        masterSecret,
                        "key expansion",
                        ScriptedClient.join(server, client),
                        2 * key + 2 * iv);
        int ivStart = 2 * key + which * iv;
        return new Tls12Cipher(
                suite,
                Arrays.copyOfRange(block, which * key, (which + 1) * key),
                Arrays.copyOfRange(block, ivStart, ivStart + iv));
    }

    private static byte[] hash(CipherSuite suite, byte[] bytes) {
        try {
            return MessageDigest.getInstance(suite.hash().label()).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] prf(
            CipherSuite suite, byte[] secret, String label, byte[] seed, int length) {
        byte[] named = ScriptedClient.join(label.getBytes(StandardCharsets.US_ASCII), seed);
        byte[] out = {};
        byte[] a = named;
        while (out.length < length) {
            a = hmac(suite, secret, a);
            out = ScriptedClient.join(out, hmac(suite, secret, ScriptedClient.join(a, named)));
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] hmac(CipherSuite suite, byte[] key, byte[] message) {
        String name = "Hmac" + suite.hash().label().replace("-", "");
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
