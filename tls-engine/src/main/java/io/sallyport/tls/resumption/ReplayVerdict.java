package io.sallyport.tls.resumption;

/// Whether a ClientHello was here before.
public enum ReplayVerdict {
    /// It was not, and is remembered now.
    FRESH,
    /// It was.
    REPLAYED,
    /// That cannot be told: too much has to be remembered, or whoever remembers cannot be asked.
    UNKNOWN
}
