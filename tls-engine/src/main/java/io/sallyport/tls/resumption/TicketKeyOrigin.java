package io.sallyport.tls.resumption;

/// Where a ticket key comes from.
public enum TicketKeyOrigin {
    /// Random, and known to this process alone.
    PROCESS,

    /// Derived from a secret that several processes share, for a while.
    SECRET,

    /// Derived from a key file that several processes share.
    FILE
}
