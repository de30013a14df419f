package io.sallyport.config.problem;

/// How much a [Problem] matters.
public enum Severity {
    /// The configuration is refused.
    ERROR,
    /// The configuration is used as it is, but the operator ought to know.
    WARNING
}
