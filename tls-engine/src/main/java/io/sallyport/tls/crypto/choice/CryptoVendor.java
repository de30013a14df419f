package io.sallyport.tls.crypto.choice;

import io.sallyport.tls.crypto.PrimitiveSource;
import java.security.NoSuchProviderException;

/// Where primitives can come from.
public enum CryptoVendor {
    /// Amazon Corretto Crypto Provider: AWS-LC, native.
    ACCP("accp"),
    /// Conscrypt: BoringSSL, native.
    CONSCRYPT("conscrypt"),
    /// The providers of the Java platform.
    JDK("jdk"),
    /// BouncyCastle's lightweight API: pure Java.
    BOUNCYCASTLE("bouncycastle");

    private final String keyword;

    CryptoVendor(String keyword) {
        this.keyword = keyword;
    }

    /// What configurations and reports call it.
    public String keyword() {
        return keyword;
    }

    /// Its primitives, untested: whoever takes them from here does without the self-tests of
    /// [SelectedCryptoProvider].
    ///
    /// @throws NoSuchProviderException if it is not there or its library does not load; the message says
    ///     which
    public PrimitiveSource load() throws NoSuchProviderException {
        return Vendors.load(this);
    }
}
