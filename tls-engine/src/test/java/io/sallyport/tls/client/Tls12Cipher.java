package io.sallyport.tls.client;

import io.sallyport.tls.codepoint.CipherSuite;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One direction's record protection in TLS 1.2, written a second time and differently (RFC 5288, section 3;
/// RFC 7905, section 2).
public final class Tls12Cipher {
    private final boolean chacha;
    private final SecretKeySpec key;
    private final byte[] iv;
    private long number;

    Tls12Cipher(CipherSuite suite, byte[] key, byte[] iv) {
        this.chacha = suite.label().contains("CHACHA20");
        this.key = new SecretKeySpec(key, chacha ? "ChaCha20" : "AES");
        this.iv = iv;
    }

    /// A protected record. The explicit part of the nonce is none of the sequence number's business: it
    /// counts backwards here.
    public byte[] seal(int type, byte[] content) {
        byte[] explicit = chacha ? new byte[0] : ByteBuffer.allocate(8).putLong(~number).array();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, type, explicit, content, content.length);
        byte[] body = ScriptedClient.join(explicit, sealed);
        return ScriptedClient.record(type, 0x0303, body);
    }

    /// The content of a protected record.
    public byte[] open(byte[] record) {
        int explicit = chacha ? 0 : 8;
        byte[] nonce = Arrays.copyOfRange(record, 5, 5 + explicit);
        byte[] sealed = Arrays.copyOfRange(record, 5 + explicit, record.length);
        return crypt(Cipher.DECRYPT_MODE, record[0], nonce, sealed, sealed.length - 16);
    }

    private byte[] crypt(int mode, int type, byte[] explicit, byte[] in, int plainLength) {
        byte[] aad =
                ByteBuffer.allocate(13)
                        .putLong(number)
                        .put((byte) type)
                        .putShort((short) 0x0303)
                        .putShort((short) plainLength)
                        .array();
        try {
            Cipher cipher = Cipher.getInstance(chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding");
            byte[] nonce = chacha ? numbered() : ScriptedClient.join(iv, explicit);
            AlgorithmParameterSpec parameters =
                    chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(128, nonce);
            cipher.init(mode, key, parameters);
            cipher.updateAAD(aad);
            number++;
            return cipher.doFinal(in);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] numbered() {
        byte[] nonce = ByteBuffer.allocate(12).putLong(4, number).array();
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] ^= iv[i];
        }
        return nonce;
    }
}
