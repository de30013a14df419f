package io.sallyport.config.schema;

/// What it takes for a changed value to hold.
public enum Change {
    /// The program has to be started again.
    RESTART,
    /// The running program can take it over.
    LIVE
}
