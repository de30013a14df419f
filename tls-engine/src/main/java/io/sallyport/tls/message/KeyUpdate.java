package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.HandshakeType;

/// KeyUpdate (RFC 9846, section 4.7.3).
///
/// @param updateRequested whether the peer shall change its sending key in turn
public record KeyUpdate(boolean updateRequested) {

    public static KeyUpdate read(HandshakeMessage message) throws TlsException {
        WireReader body = message.body();
        int request = body.uint8();
        body.finish();
        return switch (request) {
            case 0 -> new KeyUpdate(false);
            case 1 -> new KeyUpdate(true);
            default -> throw TlsException.misbehaved(PeerMisbehaved.SENT_INVALID_KEY_UPDATE);
        };
    }

    /// Header and body.
    public byte[] encoded() {
        return new byte[] {
            (byte) HandshakeType.KEY_UPDATE.code(), 0, 0, 1, (byte) (updateRequested ? 1 : 0)
        };
    }
}
