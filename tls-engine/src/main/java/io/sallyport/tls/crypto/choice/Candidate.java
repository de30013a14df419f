package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.NoSuchProviderException;
import org.jspecify.annotations.Nullable;

/// A vendor that may serve a primitive. It is loaded when it is asked for the first time: a fallback that
/// nobody needs costs nothing. For one thread.
final class Candidate {
    private final String name;
    private final Loading loading;
    private @Nullable PrimitiveSource source;
    private @Nullable NoSuchProviderException absence;

    private Candidate(String name, Loading loading) {
        this.name = name;
        this.loading = loading;
    }

    static Candidate of(CryptoVendor vendor) {
        return new Candidate(vendor.keyword(), () -> Vendors.load(vendor));
    }

    static Candidate of(PrimitiveSource source) {
        return new Candidate(source.name(), () -> source);
    }

    /// What people call it: with its version, once that is known.
    String name() {
        return source == null ? name : source.name();
    }

    /// @throws NoSuchProviderException if it is not there, each time for the same reason
    PrimitiveSource source() throws NoSuchProviderException {
        if (absence != null) {
            throw absence;
        }
        PrimitiveSource loaded = source;
        if (loaded == null) {
            try {
                loaded = loading.load();
                source = loaded;
            } catch (NoSuchProviderException e) {
                absence = e;
                throw e;
            }
        }
        return loaded;
    }

    @FunctionalInterface
    private interface Loading {
        PrimitiveSource load() throws NoSuchProviderException;
    }
}
