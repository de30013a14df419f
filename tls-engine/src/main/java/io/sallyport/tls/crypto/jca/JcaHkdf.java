package io.sallyport.tls.crypto.jca;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;

/// HKDF over a `javax.crypto.Mac`: faster than the Java platform's own KDF class, which makes a key
/// object for each step.
final class JcaHkdf implements Hkdf {
    private static final int MAX_BLOCKS = 255;

    private final Mac mac;
    private final int hashLength;
    private final byte[] noSalt;

    JcaHkdf(Mac mac, HashAlgorithm algorithm) {
        this.mac = mac;
        this.hashLength = algorithm.length();
        this.noSalt = new byte[hashLength];
    }

    @Override
    public int hashLength() {
        return hashLength;
    }

    @Override
    public Secret extract(byte[] salt, byte[] inputKeyingMaterial) {
        return Secret.owning(mac(salt.length == 0 ? noSalt : salt, inputKeyingMaterial));
    }

    @Override
    public Secret expand(Secret pseudorandomKey, byte[] info, int length) {
        if (length < 0 || length > MAX_BLOCKS * hashLength) {
            throw new IllegalArgumentException(
                    "length: " + length + " (expected: 0 to " + MAX_BLOCKS * hashLength + ")");
        }
        useKey(pseudorandomKey.bytes());
        byte[] output = new byte[length];
        byte[] block = {};
        int filled = 0;
        for (int counter = 1; filled < length; counter++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) counter);
            Arrays.fill(block, (byte) 0);
            block = mac.doFinal();
            int taken = Math.min(block.length, length - filled);
            System.arraycopy(block, 0, output, filled, taken);
            filled += taken;
        }
        Arrays.fill(block, (byte) 0);
        return Secret.owning(output);
    }

    @Override
    public byte[] hmac(Secret key, byte[] message) {
        return mac(key.bytes(), message);
    }

    private byte[] mac(byte[] key, byte[] message) {
        useKey(key);
        return mac.doFinal(message);
    }

    private void useKey(byte[] key) {
        try {
            mac.init(new RawKey(mac.getAlgorithm(), key));
        } catch (GeneralSecurityException e) {
            throw new CryptoException(mac.getAlgorithm() + " refused its key", e);
        }
    }
}
