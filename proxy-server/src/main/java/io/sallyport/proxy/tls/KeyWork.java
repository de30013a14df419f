package io.sallyport.proxy.tls;

import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.engine.DecryptionRequest;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.SignatureRequest;
import io.sallyport.tls.engine.TlsServerEngine;
import java.security.GeneralSecurityException;
import java.util.function.Function;

/// What came of asking a private key to sign or to decrypt: the outcome, or why there is none.
final class KeyWork {
    private final Function<TlsServerEngine, Progress> answer;
    private final long nanos;

    private KeyWork(Function<TlsServerEngine, Progress> answer, long nanos) {
        this.answer = answer;
        this.nanos = nanos;
    }

    /// Signs, on whichever thread it is called.
    static KeyWork of(SignatureRequest request) {
        long start = System.nanoTime();
        try {
            byte[] signature = request.sign();
            return new KeyWork(engine -> engine.signed(signature), since(start));
        } catch (GeneralSecurityException | RuntimeException e) {
            return new KeyWork(engine -> engine.signingFailed(e), since(start));
        }
    }

    /// Decrypts, on whichever thread it is called.
    static KeyWork of(DecryptionRequest request) {
        long start = System.nanoTime();
        try {
            Secret secret = request.decrypt();
            return new KeyWork(engine -> engine.decrypted(secret), since(start));
        } catch (RuntimeException e) {
            return new KeyWork(engine -> engine.decryptionFailed(e), since(start));
        }
    }

    /// How long the key worked.
    long nanos() {
        return nanos;
    }

    /// Tells the engine that waits for it.
    Progress answer(TlsServerEngine engine) {
        return answer.apply(engine);
    }

    private static long since(long start) {
        return System.nanoTime() - start;
    }
}
