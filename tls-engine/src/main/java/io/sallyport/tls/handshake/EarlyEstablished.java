package io.sallyport.tls.handshake;

import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.tls13.ExpectEndOfEarlyData;
import io.sallyport.tls.keys.ApplicationSecrets;

/// Early data is taken, and our own data may be sent, though the client's Finished has not come: who the
/// client is, and that it is there now, only that will show.
///
/// @param maximumEarlyData bytes that may come
/// @param next what the rest of the handshake begins with
public record EarlyEstablished(
        Handshake handshake,
        NegotiatedSession session,
        ApplicationSecrets keys,
        SecretLog secretLog,
        int maximumEarlyData,
        ExpectEndOfEarlyData next)
        implements HandshakeState {

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.EARLY_DATA;
    }

    @Override
    public void abandon() {
        next.abandon();
    }
}
