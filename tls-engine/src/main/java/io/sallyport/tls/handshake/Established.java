package io.sallyport.tls.handshake;

import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.keys.EstablishedKeys;
import io.sallyport.tls.keys.VerifiedFinished;

/// The end: what a connection keeps of its handshake. It cannot be made without evidence that the
/// client's Finished was right.
///
/// @param keys what is left of the key schedule
/// @param forgetting makes the session unfit for resumption, should the connection fail
public record Established(
        Handshake handshake,
        NegotiatedSession session,
        EstablishedKeys keys,
        SecretLog secretLog,
        VerifiedFinished evidence,
        Runnable forgetting)
        implements HandshakeState {

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.ESTABLISHED;
    }

    @Override
    public void abandon() {
        keys.close();
    }
}
