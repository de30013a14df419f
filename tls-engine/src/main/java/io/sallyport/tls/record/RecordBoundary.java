package io.sallyport.tls.record;

/// Evidence that no part of a handshake message is pending, so that keys may change (RFC 9846, section
/// 5.1). Only [MessageJoiner#boundary] makes it.
public final class RecordBoundary {
    static final RecordBoundary SEEN = new RecordBoundary();

    private RecordBoundary() {}
}
