package io.sallyport.config.model;

/// Whether servers are told who the client is, by a header before its first byte.
public enum SendProxyProtocol implements Keyword {
    /// They are not.
    NONE("none"),
    /// By a line of text.
    V1("v1"),
    /// By a binary header, which also tells of TLS.
    V2("v2");

    private final String keyword;

    SendProxyProtocol(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
