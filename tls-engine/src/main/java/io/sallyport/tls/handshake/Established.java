package io.sallyport.tls.handshake;

import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.keys.Exporter;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.keys.VerifiedFinished;

/// The end: what a connection keeps of its handshake. It cannot be made without evidence that the
/// client's Finished was right.
///
/// @param client the client's application traffic secret
/// @param server ours
public record Established(
        Handshake handshake,
        NegotiatedSession session,
        TrafficSecret client,
        TrafficSecret server,
        Exporter exporter,
        SecretLog secretLog,
        VerifiedFinished evidence)
        implements HandshakeState {

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.ESTABLISHED;
    }

    @Override
    public void abandon() {
        client.close();
        server.close();
        exporter.close();
    }
}
