package io.sallyport.config.model;

/// What is spoken to the servers of a backend in `mode: http`.
public enum BackendProtocol implements Keyword {
    /// HTTP/1.1, one request at a time over each connection.
    HTTP1("http1"),
    /// HTTP/2 from the first byte on (RFC 9113, section 3.3), many requests over each connection.
    H2("h2");

    private final String keyword;

    BackendProtocol(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
