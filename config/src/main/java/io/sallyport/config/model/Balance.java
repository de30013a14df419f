package io.sallyport.config.model;

/// How the servers of a backend take turns.
public enum Balance implements Keyword {
    /// One after the other.
    ROUND_ROBIN("round_robin"),
    /// The one with the fewest open connections; among equals, one after the other.
    LEAST_CONNECTIONS("least_connections");

    private final String keyword;

    Balance(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
