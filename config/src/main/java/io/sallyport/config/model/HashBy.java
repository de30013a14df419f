package io.sallyport.config.model;

/// What of a client or request decides on the server.
public enum HashBy implements Keyword {
    /// The client's address.
    CLIENT("client"),
    /// A field of the request's header.
    HEADER("header"),
    /// A cookie of the request.
    COOKIE("cookie");

    private final String keyword;

    HashBy(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
