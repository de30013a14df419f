package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.KeyShareEntry;
import io.sallyport.tls.negotiation.Negotiation;
import io.sallyport.tls.negotiation.NegotiationOutcome;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.record.RecordBoundary;
import java.util.List;

/// HelloRetryRequest is sent; the client must send the same ClientHello with the share asked for.
public record ExpectSecondClientHello(
        Handshake handshake,
        ClientHello firstHello,
        ServerConfiguration configuration,
        NegotiationOutcome.Retry retry,
        Transcript transcript)
        implements AwaitedMessage {

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.SECOND_CLIENT_HELLO;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.CLIENT_HELLO;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        handshake.inbound().stopSkippingEarlyData();
        ClientHello hello = ClientHello.read(message);
        handshake.tell(new TlsEvent.ClientHelloReceived(hello.info(), true));
        RecordBoundary boundary = handshake.inbound().boundary();
        checkRepetition(hello);
        handshake.enter(HandshakePhase.NEGOTIATION);
        return switch (Negotiation.of(hello, configuration)) {
            case NegotiationOutcome.Refused(var failure) -> throw new TlsException(failure);
            case NegotiationOutcome.Retry _, NegotiationOutcome.AcceptedTls12 _ ->
                    throw TlsException.misbehaved(PeerMisbehaved.IGNORED_REQUESTED_GROUP);
            case NegotiationOutcome.Accepted(var parameters) ->
                    ServerFlight.begin(
                            handshake,
                            hello,
                            configuration,
                            parameters,
                            transcript,
                            boundary,
                            true,
                            firstHello.extensions().hasEarlyData());
        };
    }

    private void checkRepetition(ClientHello hello) throws TlsException {
        if (hello.extensions().hasEarlyData()) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_EARLY_DATA_AFTER_RETRY);
        }
        if (!hello.repeats(firstHello)) {
            throw TlsException.misbehaved(PeerMisbehaved.CHANGED_SECOND_CLIENT_HELLO);
        }
        if (!hasJustTheShare(hello, retry.group())) {
            throw TlsException.misbehaved(PeerMisbehaved.IGNORED_REQUESTED_GROUP);
        }
    }

    private static boolean hasJustTheShare(ClientHello hello, NamedGroup group) {
        List<KeyShareEntry> shares = hello.extensions().keyShares();
        return shares != null && shares.size() == 1 && shares.getFirst().group() == group.code();
    }
}
