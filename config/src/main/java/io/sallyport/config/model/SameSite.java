package io.sallyport.config.model;

/// Whether a cookie goes along with requests that other sites cause (RFC 6265bis, section 5.6.7).
public enum SameSite implements Keyword {
    /// Never.
    STRICT("strict"),
    /// Only when a link is followed.
    LAX("lax"),
    /// Always; browsers take this for secure cookies only.
    NONE("none");

    private final String keyword;

    SameSite(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
