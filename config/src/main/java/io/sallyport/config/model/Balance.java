package io.sallyport.config.model;

/// How the servers of a backend take turns. Weights count in each of them.
public enum Balance implements Keyword {
    /// One after the other.
    ROUND_ROBIN("round_robin"),
    /// The one with the least to do; among equals, one after the other.
    LEAST_CONNECTIONS("least_connections"),
    /// The one with less to do of two that chance picks.
    RANDOM_TWO("random_two"),
    /// The same one for the same client, header or cookie.
    CONSISTENT_HASH("consistent_hash");

    private final String keyword;

    Balance(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
