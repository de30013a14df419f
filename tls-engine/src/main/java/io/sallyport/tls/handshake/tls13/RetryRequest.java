package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.ServerHello;
import io.sallyport.tls.negotiation.NegotiationOutcome;
import io.sallyport.tls.negotiation.ServerConfiguration;

/// Asks the client for a share in another group (RFC 9846, section 4.2.4).
public final class RetryRequest {
    private static final int TYPICAL_LENGTH = 128;

    private RetryRequest() {}

    public static HandshakeState send(
            Handshake handshake,
            ClientHello firstHello,
            ServerConfiguration configuration,
            NegotiationOutcome.Retry retry) {
        handshake.tell(new TlsEvent.HelloRetryRequested(retry.cause(), retry.group()));
        Transcript transcript =
                Transcript.ofRetry(handshake.crypto(), retry.suite().hash(), firstHello.message());
        WireWriter out = new WireWriter(TYPICAL_LENGTH);
        ServerHello.writeRetryRequest(out, firstHello.sessionId(), retry.suite(), retry.group());
        transcript.add(out.array(), 0, out.length());
        handshake.send(out.array(), 0, out.length());
        ServerFlight.sendCompatibilityMessage(handshake, firstHello);
        if (firstHello.extensions().hasEarlyData()) {
            handshake.inbound().skipEarlyData(handshake.limits().skippedEarlyData());
        }
        return new ExpectSecondClientHello(handshake, firstHello, configuration, retry, transcript);
    }
}
