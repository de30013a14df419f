package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;

/// EndOfEarlyData, which has no content (RFC 9846, section 4.6).
public final class EndOfEarlyData {
    private static final byte[] ENCODED = {(byte) HandshakeType.END_OF_EARLY_DATA.code(), 0, 0, 0};

    private EndOfEarlyData() {}

    /// Reads it.
    ///
    /// @throws TlsException if there is content in it
    public static void read(HandshakeMessage message) throws TlsException {
        message.body().finish();
    }

    /// The message, header and all.
    public static byte[] encoded() {
        return ENCODED.clone();
    }
}
