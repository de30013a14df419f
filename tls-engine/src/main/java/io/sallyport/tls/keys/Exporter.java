package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;

/// Makes keying material that both ends of a connection share, and nobody else (RFC 9846, section 7.5).
/// For one thread at a time.
public final class Exporter implements AutoCloseable {
    /// What HKDF-Expand-Label has room for beside its prefix (RFC 9846, section 7.1).
    private static final int LONGEST_LABEL = 249;

    /// RFC 5869, section 2.3.
    private static final int MOST_BLOCKS = 255;

    private final CryptoProvider crypto;
    private final HashAlgorithm algorithm;
    private final Secret exporterSecret;

    Exporter(CryptoProvider crypto, HashAlgorithm algorithm, Secret exporterSecret) {
        this.crypto = crypto;
        this.algorithm = algorithm;
        this.exporterSecret = exporterSecret;
    }

    /// The secret itself, for a key log.
    public Secret secret() {
        return exporterSecret;
    }

    /// @param label registered for the use, such as `EXPORTER-Channel-Binding`
    /// @param context of any length; none and empty are the same in TLS 1.3
    /// @param length bytes of the output, at most 255 times the hash's length
    /// @throws IllegalArgumentException if the label is empty, longer than 249 bytes, or not ASCII, or
    ///     the length is out of its range
    public Secret export(String label, byte[] context, int length) {
        Hkdf hkdf = crypto.hkdf(algorithm);
        check(label, length, MOST_BLOCKS * hkdf.hashLength());
        byte[] emptyHash = crypto.hash(algorithm).snapshot();
        Hash contextHash = crypto.hash(algorithm);
        contextHash.update(context, 0, context.length);
        try (Secret derived =
                HkdfLabel.expand(hkdf, exporterSecret, label, emptyHash, hkdf.hashLength())) {
            return HkdfLabel.expand(hkdf, derived, "exporter", contextHash.snapshot(), length);
        }
    }

    @Override
    public void close() {
        exporterSecret.close();
    }

    private static void check(String label, int length, int most) {
        if (label.isEmpty()
                || label.length() > LONGEST_LABEL
                || !label.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "label: \"" + label + "\" (expected: 1 to 249 printable ASCII characters)");
        }
        if (length < 1 || length > most) {
            throw new IllegalArgumentException(
                    "length: " + length + " (expected: 1 to " + most + ")");
        }
    }
}
