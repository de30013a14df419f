package io.sallyport.tls.resumption;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Derives ticket keys from what processes share, by HKDF with SHA-256 (RFC 5869): whoever has a key, or
/// its name, knows nothing of the others. For one thread at a time.
///
/// Changing anything here makes nodes of different releases strangers to each other: take other labels
/// then.
final class TicketKeyDerivation {
    private static final String NAME = "sallyport ticket key name 1";
    private static final String KEY = "sallyport ticket key 1";
    private static final String FILE_KEY = "sallyport ticket file key 1";
    private static final byte[] NO_SALT = {};

    private final CryptoProvider crypto;
    private final Hkdf hkdf;
    private final byte[] context;

    /// @param context who shares the keys; a secret gives other keys in another context
    TicketKeyDerivation(CryptoProvider crypto, String context) {
        this.crypto = crypto;
        this.hkdf = crypto.hkdf(HashAlgorithm.SHA256);
        this.context = context.getBytes(StandardCharsets.UTF_8);
    }

    /// What keys are derived from in place of the material itself.
    Secret extract(byte[] material) {
        return hkdf.extract(NO_SALT, material);
    }

    /// The name of an epoch's key.
    TicketKeyName name(Secret extracted, long epoch) {
        try (Secret name = hkdf.expand(extracted, info(NAME, epoch), TicketKeyName.LENGTH)) {
            return TicketKeyName.of(name.bytes());
        }
    }

    /// An epoch's key.
    TicketKey key(Secret extracted, long epoch, TicketKeyName name) {
        return new TicketKey(
                crypto,
                name,
                hkdf.expand(extracted, info(KEY, epoch), TicketKey.ALGORITHM.keyLength()));
    }

    /// The secret of a file's key, which is the same at all times.
    Secret fileSecret(Secret extracted) {
        return hkdf.expand(
                extracted, info(FILE_KEY).toByteArray(), TicketKey.ALGORITHM.keyLength());
    }

    private byte[] info(String label, long epoch) {
        return info(label)
                .opaque(ByteBuffer.allocate(Long.BYTES).putLong(epoch).array())
                .toByteArray();
    }

    /// With lengths before label and context, so that no two are written alike.
    private WireWriter info(String label) {
        WireWriter info = new WireWriter(label.length() + context.length + 16);
        info.vector8(() -> info.opaque(label.getBytes(StandardCharsets.US_ASCII)));
        info.vector16(() -> info.opaque(context));
        return info;
    }
}
