package io.sallyport.tls.negotiation;

/// Cipher suite values by which a client says something else than which suites it has.
final class SignalingSuites {
    /// The same as an empty `renegotiation_info` (RFC 5746, section 3.3).
    static final int EMPTY_RENEGOTIATION_INFO = 0x00ff;

    /// A retry with a lower version than the client's highest (RFC 7507, section 2).
    static final int FALLBACK = 0x5600;

    private SignalingSuites() {}
}
