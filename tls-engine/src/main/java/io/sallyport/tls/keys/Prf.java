package io.sallyport.tls.keys;

import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The pseudorandom function of TLS 1.2: P_hash over HMAC (RFC 5246, section 5).
final class Prf {

    private Prf() {}

    /// @param length bytes of the output
    static Secret expand(Hkdf hmac, Secret secret, String label, byte[] seed, int length) {
        byte[] labelled = labelled(label, seed);
        byte[] output = new byte[length];
        byte[] chain = hmac.hmac(secret, labelled);
        int filled = 0;
        while (filled < length) {
            byte[] block = hmac.hmac(secret, join(chain, labelled));
            int taken = Math.min(block.length, length - filled);
            System.arraycopy(block, 0, output, filled, taken);
            Arrays.fill(block, (byte) 0);
            filled += taken;
            if (filled < length) {
                chain = hmac.hmac(secret, chain);
            }
        }
        return Secret.owning(output);
    }

    private static byte[] labelled(String label, byte[] seed) {
        return join(label.getBytes(StandardCharsets.US_ASCII), seed);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
