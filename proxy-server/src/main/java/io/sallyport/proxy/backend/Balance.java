package io.sallyport.proxy.backend;

/// How the servers of a backend take turns.
public enum Balance {
    /// One after the other.
    ROUND_ROBIN,
    /// The one with the fewest connections; among equals, one after the other.
    LEAST_CONNECTIONS
}
