package io.sallyport.tls.handshake;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.tls12.Tls12Start;
import io.sallyport.tls.handshake.tls13.RetryRequest;
import io.sallyport.tls.handshake.tls13.ServerFlight;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.negotiation.Negotiation;
import io.sallyport.tls.negotiation.NegotiationOutcome;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.record.RecordBoundary;

/// A pause: the ClientHello is known, and with it the server name; the caller chooses a configuration.
public record AwaitConfiguration(
        Handshake handshake, ClientHello clientHello, RecordBoundary boundary)
        implements HandshakeState {

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CONFIGURATION;
    }

    /// Goes on with the caller's choice.
    public HandshakeState configure(ServerConfiguration configuration) throws TlsException {
        handshake.enter(HandshakePhase.NEGOTIATION);
        return switch (Negotiation.of(clientHello, configuration)) {
            case NegotiationOutcome.Refused(var failure) -> throw new TlsException(failure);
            case NegotiationOutcome.Retry retry ->
                    RetryRequest.send(handshake, clientHello, configuration, retry);
            case NegotiationOutcome.AcceptedTls12(var parameters) ->
                    Tls12Start.begin(handshake, clientHello, configuration, parameters);
            case NegotiationOutcome.Accepted(var parameters) -> {
                skipEarlyData();
                Transcript transcript =
                        Transcript.empty(handshake.crypto(), parameters.suite().hash());
                yield ServerFlight.begin(
                        handshake,
                        clientHello,
                        configuration,
                        parameters,
                        transcript,
                        boundary,
                        false,
                        clientHello.extensions().hasEarlyData());
            }
        };
    }

    /// The ticket it was sent for is not ours; what follows under its keys cannot be read.
    private void skipEarlyData() {
        if (clientHello.extensions().hasEarlyData()) {
            handshake.inbound().skipEarlyData(handshake.limits().skippedEarlyData());
        }
    }
}
