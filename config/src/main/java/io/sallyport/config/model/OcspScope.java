package io.sallyport.config.model;

/// Which of a client's certificates are asked about by OCSP.
public enum OcspScope implements Keyword {
    /// The client's own.
    LEAF("leaf"),
    /// It, and those of the CAs between it and the trusted one.
    CHAIN("chain");

    private final String keyword;

    OcspScope(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
