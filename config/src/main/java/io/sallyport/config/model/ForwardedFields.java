package io.sallyport.config.model;

/// The fields by which a server is told where a request came from.
public enum ForwardedFields implements Keyword {
    /// `X-Forwarded-For`, `-Proto`, `-Host` and `-Port`.
    X_FORWARDED("x_forwarded"),
    /// `Forwarded` (RFC 7239).
    FORWARDED("forwarded"),
    /// All of them.
    BOTH("both");

    private final String keyword;

    ForwardedFields(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
