package io.sallyport.proxy.tls;

import io.sallyport.tls.crypto.SigningKey;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Where the private keys of a listener do their work.
@FunctionalInterface
public interface PrivateKeyWork {

    /// All of it on the event loop, which is fastest for keys that take less than a few hundred
    /// microseconds.
    PrivateKeyWork INLINE = _ -> null;

    /// The executor that a key is to sign on, or null for the event loop itself.
    @Nullable Executor executor(SigningKey key);
}
