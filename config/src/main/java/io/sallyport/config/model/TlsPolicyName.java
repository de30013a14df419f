package io.sallyport.config.model;

/// The name of an immutable, dated TLS policy: versions, suites, groups, signature schemes.
public enum TlsPolicyName implements Keyword {
    /// Mozilla's server-side TLS guidelines 6.0, modern: TLS 1.3 only.
    MOZILLA_MODERN_6_0("mozilla-modern-6.0"),
    /// Mozilla's server-side TLS guidelines 6.0, intermediate.
    MOZILLA_INTERMEDIATE_6_0("mozilla-intermediate-6.0"),
    /// Our own, for clients that intermediate leaves out, at a price.
    COMPATIBLE_2026_11("compatible-2026-11");

    private final String keyword;

    TlsPolicyName(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
