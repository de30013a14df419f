package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// The vendors that the contract tests run against. All four must be there where they have a native
/// library for the platform: Linux on x86_64 and aarch64.
final class Sources {
    private static final Map<CryptoVendor, PrimitiveSource> LOADED = load();

    private Sources() {}

    static PrimitiveSource of(CryptoVendor vendor) {
        return LOADED.get(vendor);
    }

    /// Each vendor together with each item that it has.
    static <T> Stream<Arguments> having(Collection<T> items, Lookup<T> lookup) {
        return LOADED.keySet().stream()
                .flatMap(vendor ->
                        items.stream()
                                .filter(item -> has(of(vendor), item, lookup))
                                .map(item -> Arguments.of(vendor, item)));
    }

    private static <T> boolean has(PrimitiveSource source, T item, Lookup<T> lookup) {
        try {
            lookup.find(source, item);
            return true;
        } catch (NoSuchAlgorithmException _) {
            return false;
        }
    }

    private static Map<CryptoVendor, PrimitiveSource> load() {
        Map<CryptoVendor, PrimitiveSource> loaded = new EnumMap<>(CryptoVendor.class);
        for (CryptoVendor vendor : CryptoVendor.values()) {
            try {
                loaded.put(vendor, Vendors.load(vendor));
            } catch (NoSuchProviderException e) {
                if (System.getProperty("os.name").equals("Linux")) {
                    throw new AssertionError(vendor + " is not there: " + e.getMessage(), e);
                }
            }
        }
        return loaded;
    }

    @FunctionalInterface
    interface Lookup<T> {
        Object find(PrimitiveSource source, T item) throws NoSuchAlgorithmException;
    }
}
