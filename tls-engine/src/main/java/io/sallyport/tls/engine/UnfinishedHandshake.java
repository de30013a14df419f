package io.sallyport.tls.engine;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.EarlyEstablished;
import io.sallyport.tls.handshake.Established;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.handshake.tls13.ExpectEndOfEarlyData;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.record.InboundRecords;

/// The rest of a handshake, which goes on while early data flows: EndOfEarlyData and the client's Finished (RFC
/// 9846, section 4.6).
final class UnfinishedHandshake implements AutoCloseable {
    private final Handshake handshake;
    private final InboundRecords inbound;
    private final TlsObserver observer;
    private AwaitedMessage awaited;
    private int earlyDataLeft;

    UnfinishedHandshake(EarlyEstablished early, InboundRecords inbound, TlsObserver observer) {
        this.handshake = early.handshake();
        this.inbound = inbound;
        this.observer = observer;
        this.awaited = early.next();
        this.earlyDataLeft = early.maximumEarlyData();
        inbound.expect(awaited.awaitedType());
    }

    HandshakePhase phase() {
        return awaited.phase();
    }

    /// What is awaited, in words, for failures.
    String awaited() {
        return awaited.awaited();
    }

    /// Takes the messages that are there.
    ///
    /// @return whether the client's Finished was among them, and right
    boolean takeMessages() throws TlsException {
        HandshakeMessage message = inbound.nextMessage();
        while (message != null) {
            observer.on(
                    new TlsEvent.MessageExchanged(
                            false, awaited.awaitedType(), message.bytes().length));
            if (proceed(awaited.handle(message))) {
                return true;
            }
            message = inbound.nextMessage();
        }
        return false;
    }

    /// Insists that data may come, and so much of it.
    void takeData(int length) throws TlsException {
        if (!(awaited instanceof ExpectEndOfEarlyData)) {
            throw TlsException.unexpected("application_data", awaited.awaited());
        }
        if (length > earlyDataLeft) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_TOO_MUCH_EARLY_DATA);
        }
        earlyDataLeft -= length;
    }

    /// Forgets its secrets. Those of the connection are forgotten, too.
    @Override
    public void close() {
        awaited.abandon();
    }

    private boolean proceed(HandshakeState next) {
        handshake.enter(next.phase());
        return switch (next) {
            case AwaitedMessage message -> {
                awaited = message;
                inbound.expect(message.awaitedType());
                yield false;
            }
            case Established _ -> true;
            default -> throw new IllegalStateException("after early data: " + next.phase());
        };
    }
}
