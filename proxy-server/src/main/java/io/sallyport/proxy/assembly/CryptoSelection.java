package io.sallyport.proxy.assembly;

import io.sallyport.config.model.CryptoProviderName;
import io.sallyport.tls.crypto.choice.CryptoVendor;
import io.sallyport.tls.crypto.choice.SelectedCryptoProvider;
import java.util.List;

/// Chooses the cryptography that a configuration asks for.
public final class CryptoSelection {

    private CryptoSelection() {}

    /// @param names those that may be used, the preferred first; if empty, each primitive comes from the
    ///     fastest provider that is there
    /// @throws io.sallyport.tls.crypto.CryptoException if they do not serve what TLS needs
    public static SelectedCryptoProvider of(List<CryptoProviderName> names) {
        return names.isEmpty()
                ? SelectedCryptoProvider.fastest()
                : SelectedCryptoProvider.preferring(
                        names.stream().map(CryptoSelection::vendor).toList());
    }

    private static CryptoVendor vendor(CryptoProviderName name) {
        return switch (name) {
            case ACCP -> CryptoVendor.ACCP;
            case CONSCRYPT -> CryptoVendor.CONSCRYPT;
            case JDK -> CryptoVendor.JDK;
            case BOUNCYCASTLE -> CryptoVendor.BOUNCYCASTLE;
        };
    }
}
