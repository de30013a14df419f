package io.sallyport.tls.engine;

/// What reading from an established connection came to. Output may be waiting in every case.
public enum Reading {
    /// All whole records are read; more bytes are needed for the next.
    NEEDS_INPUT,
    /// The peer will send no more: `close_notify` has come. Our own side stays open until
    /// [TlsConnection#closeWrite] (RFC 9846, section 6.1).
    PEER_CLOSED,
    /// The connection failed: see [TlsConnection#failure]. The alert, if the peer gets one, is the last
    /// output.
    FAILED
}
