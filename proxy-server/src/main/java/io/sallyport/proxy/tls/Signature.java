package io.sallyport.proxy.tls;

import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.SignatureRequest;
import io.sallyport.tls.engine.TlsServerEngine;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/// What came of a request to sign: a signature, or why there is none.
final class Signature {
    private final byte @Nullable [] bytes;
    private final @Nullable Throwable failure;
    private final long nanos;

    private Signature(byte @Nullable [] bytes, @Nullable Throwable failure, long nanos) {
        this.bytes = bytes;
        this.failure = failure;
        this.nanos = nanos;
    }

    /// Signs, on whichever thread it is called.
    static Signature by(SignatureRequest request) {
        long start = System.nanoTime();
        try {
            byte[] bytes = request.sign();
            return new Signature(bytes, null, System.nanoTime() - start);
        } catch (GeneralSecurityException | RuntimeException e) {
            return new Signature(null, e, System.nanoTime() - start);
        }
    }

    /// How long the key worked.
    long nanos() {
        return nanos;
    }

    /// Tells the engine that waits for it.
    Progress answer(TlsServerEngine engine) {
        return bytes != null
                ? engine.signed(bytes)
                : engine.signingFailed(
                        failure != null ? failure : new IllegalStateException("no signature"));
    }
}
