package io.sallyport.tls.crypto.choice;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import org.bouncycastle.crypto.digests.SHA256Digest;

/// Loads the engine once more, apart from everything that the tests have on their paths.
final class AloneClassLoader extends URLClassLoader {

    private AloneClassLoader(URL[] places) {
        // not the platform class loader: that one knows the modules that the tests run in
        super(places, null);
    }

    static AloneClassLoader withoutOptionalVendors() throws MalformedURLException {
        return new AloneClassLoader(
                new URL[] {place(SelectedCryptoProvider.class), place(SHA256Digest.class)});
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
