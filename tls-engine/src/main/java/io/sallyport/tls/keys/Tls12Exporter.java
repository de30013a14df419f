package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.HashAlgorithm;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The exporter of TLS 1.2 (RFC 5705). It works with an extended master secret only: any other can be the
/// same in two connections of different peers (RFC 7627, section 5.4).
public final class Tls12Exporter implements Exporter, EstablishedKeys {
    private final CryptoProvider crypto;
    private final HashAlgorithm algorithm;
    private final @Nullable Secret masterSecret;
    private final Randoms randoms;

    /// @param masterSecret taken over; null if it is not an extended one
    Tls12Exporter(
            CryptoProvider crypto,
            HashAlgorithm algorithm,
            @Nullable Secret masterSecret,
            Randoms randoms) {
        this.crypto = crypto;
        this.algorithm = algorithm;
        this.masterSecret = masterSecret;
        this.randoms = randoms;
    }

    @Override
    public Secret export(String label, byte @Nullable [] context, int length) {
        ExporterInput.check(label, length, algorithm.length());
        Secret secret = masterSecret;
        if (secret == null) {
            throw new IllegalStateException(
                    "nothing can be exported: the client did without extended_master_secret");
        }
        return Prf.expand(crypto.hkdf(algorithm), secret, label, seed(context), length);
    }

    /// Itself: no other secret outlives the handshake.
    @Override
    public Exporter exporter() {
        return this;
    }

    @Override
    public void close() {
        if (masterSecret != null) {
            masterSecret.close();
        }
    }

    private byte[] seed(byte @Nullable [] context) {
        byte[] both = randoms.clientFirst();
        if (context == null) {
            return both;
        }
        if (context.length > 0xffff) {
            throw new IllegalArgumentException(
                    "context: " + context.length + " bytes (expected: at most 65535)");
        }
        return ByteBuffer.allocate(both.length + Short.BYTES + context.length)
                .put(both)
                .putShort((short) context.length)
                .put(context)
                .array();
    }
}
