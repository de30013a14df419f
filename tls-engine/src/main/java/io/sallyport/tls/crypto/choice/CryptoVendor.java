package io.sallyport.tls.crypto.choice;

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
}
