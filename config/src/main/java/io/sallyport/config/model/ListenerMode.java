package io.sallyport.config.model;

/// What a listener does with the decrypted bytes.
public enum ListenerMode implements Keyword {
    /// Forwards them as they are.
    TCP("tcp"),
    /// Forwards the requests in them, one by one.
    HTTP("http");

    private final String keyword;

    ListenerMode(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
