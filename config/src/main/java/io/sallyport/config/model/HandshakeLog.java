package io.sallyport.config.model;

/// Which handshakes get a line in the log.
public enum HandshakeLog implements Keyword {
    /// Only those that failed.
    FAILURES("failures"),
    /// Every one.
    ALL("all");

    private final String keyword;

    HandshakeLog(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
