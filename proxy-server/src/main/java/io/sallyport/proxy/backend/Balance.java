package io.sallyport.proxy.backend;

/// How the servers of a backend take turns. Weights count in each of them.
public enum Balance {
    /// One after the other.
    ROUND_ROBIN,
    /// The one with the least to do for its weight; among equals, one after the other.
    LEAST_CONNECTIONS,
    /// The one with less to do of two that chance picks. Close to the former, and many proxies that each see only their
    /// own work do not all run to the same server.
    RANDOM_TWO,
    /// The same one for the same client, header or cookie, as long as it is there.
    CONSISTENT_HASH
}
