package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;

/// Early data that we do not take and cannot read: so many bytes of it are passed over, until something
/// else comes (RFC 9846, section 4.3.10).
final class EarlyDataSkipping {
    private boolean active;
    private int left;

    /// @param bytes on the wire
    void start(int bytes) {
        active = true;
        left = bytes;
    }

    void stop() {
        active = false;
    }

    boolean isActive() {
        return active;
    }

    /// Passes a record over.
    ///
    /// @throws TlsException `SENT_TOO_MUCH_EARLY_DATA`
    void skip(int length) throws TlsException {
        if (length > left) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_TOO_MUCH_EARLY_DATA);
        }
        left -= length;
    }
}
