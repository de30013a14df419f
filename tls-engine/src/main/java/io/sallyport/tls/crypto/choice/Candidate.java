package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.NoSuchProviderException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A vendor that may serve a primitive. It is loaded when it is asked for the first time, so that a
/// fallback that nobody needs costs nothing, or ahead of that. For one thread.
final class Candidate {
    private final String name;
    private final Loading loading;
    private @Nullable CompletableFuture<PrimitiveSource> loaded;

    private Candidate(String name, Loading loading) {
        this.name = name;
        this.loading = loading;
    }

    static Candidate of(CryptoVendor vendor) {
        return new Candidate(vendor.keyword(), vendor::load);
    }

    static Candidate of(PrimitiveSource source) {
        return new Candidate(source.name(), () -> source);
    }

    /// Begins to load it on a thread of its own, which ends with that: a native library takes its time.
    void loadAhead() {
        loaded =
                CompletableFuture.supplyAsync(
                        this::load,
                        task ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name("crypto-loading-" + name)
                                        .start(task));
    }

    /// @throws NoSuchProviderException if it is not there, each time for the same reason
    PrimitiveSource source() throws NoSuchProviderException {
        CompletableFuture<PrimitiveSource> future = loaded;
        if (future == null) {
            future = CompletableFuture.supplyAsync(this::load, Runnable::run);
            loaded = future;
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            throw new NoSuchProviderException("" + (cause == null ? e : cause).getMessage());
        }
    }

    /// What people call it: with its version, if it is there.
    String name() {
        return loaded != null && loaded.state() == CompletableFuture.State.SUCCESS
                ? loaded.resultNow().name()
                : name;
    }

    private PrimitiveSource load() {
        try {
            return loading.load();
        } catch (NoSuchProviderException e) {
            throw new CompletionException(e);
        }
    }

    @FunctionalInterface
    private interface Loading {
        PrimitiveSource load() throws NoSuchProviderException;
    }
}
