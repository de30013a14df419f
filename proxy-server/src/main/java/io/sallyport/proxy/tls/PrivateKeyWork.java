package io.sallyport.proxy.tls;

import io.sallyport.tls.crypto.DecryptionKey;
import io.sallyport.tls.crypto.SigningKey;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Where private keys do their work. A key that takes a few hundred microseconds works fastest right on
/// the event loop. One that takes milliseconds would hold up every connection of that loop.
public interface PrivateKeyWork {

    /// The executor that a key is to sign on, or null for the event loop itself.
    @Nullable Executor executor(SigningKey key);

    /// The executor that a key is to decrypt on.
    Executor executor(DecryptionKey key);
}
