package io.sallyport.config.model;

/// What becomes of a certificate whose issuer has no current CRL.
public enum StaleCrl implements Keyword {
    /// It is refused: it might be revoked.
    REFUSE("refuse"),
    /// It is taken, unless the CRL that there is lists it.
    ACCEPT("accept");

    private final String keyword;

    StaleCrl(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
