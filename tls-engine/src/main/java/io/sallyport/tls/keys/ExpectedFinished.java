package io.sallyport.tls.keys;

import java.security.MessageDigest;
import java.util.Optional;

/// The Finished that the client has to send, known before it comes (RFC 9846, section 4.5.3).
public final class ExpectedFinished {
    private final byte[] verifyData;

    ExpectedFinished(byte[] verifyData) {
        this.verifyData = verifyData;
    }

    /// What its verify_data has to be. Not a copy.
    public byte[] verifyData() {
        return verifyData;
    }

    /// Compares a received verify_data with the right one, in constant time.
    ///
    /// @return evidence that it was right, or nothing
    public Optional<VerifiedFinished> verify(byte[] received) {
        return MessageDigest.isEqual(received, verifyData)
                ? Optional.of(VerifiedFinished.SEEN)
                : Optional.empty();
    }
}
