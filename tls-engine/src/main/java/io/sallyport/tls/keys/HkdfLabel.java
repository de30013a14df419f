package io.sallyport.tls.keys;

import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.nio.charset.StandardCharsets;

/// HKDF-Expand-Label (RFC 9846, section 7.1).
final class HkdfLabel {
    private static final byte[] PREFIX = "tls13 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_CONTEXT = {};

    private HkdfLabel() {}

    static Secret expand(Hkdf hkdf, Secret secret, String label, int length) {
        return expand(hkdf, secret, label, NO_CONTEXT, length);
    }

    /// @param label without its prefix
    /// @param context at most 255 bytes
    static Secret expand(Hkdf hkdf, Secret secret, String label, byte[] context, int length) {
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[2 + 1 + PREFIX.length + name.length + 1 + context.length];
        info[0] = (byte) (length >>> 8);
        info[1] = (byte) length;
        info[2] = (byte) (PREFIX.length + name.length);
        System.arraycopy(PREFIX, 0, info, 3, PREFIX.length);
        int end = 3 + PREFIX.length;
        System.arraycopy(name, 0, info, end, name.length);
        end += name.length;
        info[end++] = (byte) context.length;
        System.arraycopy(context, 0, info, end, context.length);
        return hkdf.expand(secret, info, length);
    }
}
