package io.sallyport.config.model;

/// What becomes of a certificate of which no OCSP responder can tell, and no current CRL.
public enum OcspFailure implements Keyword {
    /// It is refused: it might be revoked.
    REFUSE("refuse"),
    /// It is taken.
    ACCEPT("accept");

    private final String keyword;

    OcspFailure(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
