package io.sallyport.tls.keys;

import io.sallyport.tls.crypto.Secret;
import org.jspecify.annotations.Nullable;

/// Makes keying material that both ends of a connection share, and nobody else (RFC 9846, section 7.5;
/// RFC 5705). For one thread at a time.
public sealed interface Exporter extends AutoCloseable permits Tls13Exporter, Tls12Exporter {

    /// @param label registered for the use, such as `EXPORTER-Channel-Binding`
    /// @param context of any length, or null; none and empty are the same in TLS 1.3, not in TLS 1.2
    /// @param length bytes of the output, at most 255 times the hash's length
    /// @throws IllegalArgumentException if the label is empty, longer than 249 bytes, or not ASCII, or
    ///     the length is out of its range
    /// @throws IllegalStateException if the connection's secret is not bound to its handshake
    Secret export(String label, byte @Nullable [] context, int length);

    /// Forgets the secret.
    @Override
    void close();
}
