package io.sallyport.config.model;

/// A source of cryptographic primitives.
public enum CryptoProviderName implements Keyword {
    /// Amazon Corretto Crypto Provider (AWS-LC).
    ACCP("accp"),
    /// Conscrypt (BoringSSL).
    CONSCRYPT("conscrypt"),
    /// The providers of the JDK.
    JDK("jdk"),
    /// BouncyCastle.
    BOUNCYCASTLE("bouncycastle");

    private final String keyword;

    CryptoProviderName(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
