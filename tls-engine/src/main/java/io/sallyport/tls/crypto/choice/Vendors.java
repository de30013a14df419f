package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.PrimitiveSource;
import io.sallyport.tls.crypto.bc.BcSource;
import io.sallyport.tls.crypto.jca.JcaSource;
import java.lang.reflect.InvocationTargetException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the vendors that are there. Those with native libraries are optional: this module is compiled
/// without them, and looks for them by name.
final class Vendors {
    private static final String ACCP =
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String CONSCRYPT = "org.conscrypt.OpenSSLProvider";
    private static final String CONSCRYPT_VERSION = "org.conscrypt.Conscrypt";

    private Vendors() {}

    /// @throws NoSuchProviderException if it is not there or its library does not load; the message says
    ///     which
    static PrimitiveSource load(CryptoVendor vendor) throws NoSuchProviderException {
        return switch (vendor) {
            case ACCP -> accp();
            case CONSCRYPT -> conscrypt();
            case JDK -> jdk();
            case BOUNCYCASTLE -> BcSource.of("BouncyCastle", new SecureRandom());
        };
    }

    private static PrimitiveSource accp() throws NoSuchProviderException {
        Provider provider = optional(ACCP);
        // where its library does not load, it comes up empty, without an exception
        if (call(provider, "getLoadingError") instanceof Throwable error) {
            throw new NoSuchProviderException(described(error));
        }
        return JcaSource.of("ACCP " + provider.getVersionStr(), List.of(provider));
    }

    private static PrimitiveSource conscrypt() throws NoSuchProviderException {
        return JcaSource.of("Conscrypt " + conscryptVersion(), List.of(optional(CONSCRYPT)));
    }

    private static PrimitiveSource jdk() throws NoSuchProviderException {
        List<Provider> providers =
                Stream.of("SunJCE", "SunEC", "SunRsaSign", "SUN")
                        .map(Security::getProvider)
                        .filter(Objects::nonNull)
                        .toList();
        if (providers.isEmpty()) {
            throw new NoSuchProviderException("the JDK's own providers are not installed");
        }
        return JcaSource.of("JDK " + Runtime.version().feature(), providers);
    }

    private static Provider optional(String className) throws NoSuchProviderException {
        try {
            return Class.forName(className)
                    .asSubclass(Provider.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException _) {
            throw new NoSuchProviderException("not on the class path");
        } catch (InvocationTargetException e) {
            throw new NoSuchProviderException(described(e.getCause() == null ? e : e.getCause()));
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new NoSuchProviderException(described(e));
        }
    }

    /// Its provider's own version number stands still.
    private static String conscryptVersion() throws NoSuchProviderException {
        try {
            Object version = Class.forName(CONSCRYPT_VERSION).getMethod("version").invoke(null);
            if (version == null) {
                throw new NoSuchProviderException("does not know its version");
            }
            return call(version, "major")
                    + "."
                    + call(version, "minor")
                    + "."
                    + call(version, "patch");
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new NoSuchProviderException(described(e));
        }
    }

    private static @Nullable Object call(Object target, String method)
            throws NoSuchProviderException {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new NoSuchProviderException(described(e));
        }
    }

    private static String described(Throwable error) {
        return error.getClass().getSimpleName() + ": " + error.getMessage();
    }
}
