package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hash;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import org.jspecify.annotations.Nullable;

/// The exporter of TLS 1.3 (RFC 9846, section 7.5).
public final class Tls13Exporter implements Exporter {
    private static final byte[] NO_CONTEXT = {};

    private final CryptoProvider crypto;
    private final HashAlgorithm algorithm;
    private final Secret exporterSecret;

    Tls13Exporter(CryptoProvider crypto, HashAlgorithm algorithm, Secret exporterSecret) {
        this.crypto = crypto;
        this.algorithm = algorithm;
        this.exporterSecret = exporterSecret;
    }

    /// The secret itself, for a key log.
    public Secret secret() {
        return exporterSecret;
    }

    @Override
    public Secret export(String label, byte @Nullable [] context, int length) {
        byte[] given = context == null ? NO_CONTEXT : context;
        Hkdf hkdf = crypto.hkdf(algorithm);
        ExporterInput.check(label, length, hkdf.hashLength());
        byte[] emptyHash = EmptyHash.of(crypto, algorithm);
        Hash contextHash = crypto.hash(algorithm);
        contextHash.update(given, 0, given.length);
        try (Secret derived =
                HkdfLabel.expand(hkdf, exporterSecret, label, emptyHash, hkdf.hashLength())) {
            return HkdfLabel.expand(hkdf, derived, "exporter", contextHash.snapshot(), length);
        }
    }

    @Override
    public void close() {
        exporterSecret.close();
    }
}
