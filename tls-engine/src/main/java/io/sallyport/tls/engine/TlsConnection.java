package io.sallyport.tls.engine;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.CryptoException;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.handshake.EarlyEstablished;
import io.sallyport.tls.handshake.Established;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.EstablishedKeys;
import io.sallyport.tls.message.Alert;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.KeyUpdate;
import io.sallyport.tls.record.InboundRecords;
import io.sallyport.tls.record.OutboundRecords;
import io.sallyport.tls.record.PlaintextSink;
import io.sallyport.tls.record.RecordBoundary;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.record.RecordSealer;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A TLS connection after its handshake, or after so much of it that data may flow: application data in both
/// directions, and the few messages that may still come. For one thread at a time.
///
/// Data goes straight between the records and the caller. Between calls nothing is buffered but output
/// that waits to be taken: the answer to a KeyUpdate, an alert.
public final class TlsConnection implements AutoCloseable {
    private static final String AWAITED = "application_data";

    /// The longest message that may come is a KeyUpdate.
    private static final int MESSAGE_LIMIT = 64;

    private static final int KEY_UPDATE_LENGTH = 5;

    private final NegotiatedSession session;
    private final EstablishedKeys keys;

    /// Null in TLS 1.2, whose keys stay as they are.
    private final @Nullable TrafficDirections traffic;

    private final Runnable forgetting;

    /// Bytes that protection adds to a record, the same for all of the connection's keys.
    private final int overhead;

    private final InboundRecords inbound;
    private final OutboundRecords outbound;
    private final TlsObserver observer;
    private @Nullable TlsFailure failure;
    private boolean peerClosed;
    private boolean writeClosed;
    private boolean closed;
    private boolean awaitsTheirUpdate;

    /// Null once the client's Finished was right.
    private @Nullable UnfinishedHandshake unfinished;

    private TlsConnection(
            NegotiatedSession session,
            EstablishedKeys keys,
            @Nullable TrafficDirections traffic,
            Runnable forgetting,
            @Nullable UnfinishedHandshake unfinished,
            InboundRecords inbound,
            OutboundRecords outbound,
            TlsObserver observer) {
        this.session = session;
        this.keys = keys;
        this.traffic = traffic;
        this.forgetting = forgetting;
        this.unfinished = unfinished;
        this.overhead = Objects.requireNonNull(outbound.sealer()).overhead();
        this.inbound = inbound;
        this.outbound = outbound;
        this.observer = observer;
        inbound.limitMessageSize(MESSAGE_LIMIT);
        if (traffic != null && unfinished == null) {
            inbound.expect(HandshakeType.KEY_UPDATE);
        }
    }

    static TlsConnection of(
            Established established,
            InboundRecords inbound,
            OutboundRecords outbound,
            TlsObserver observer) {
        return new TlsConnection(
                established.session(),
                established.keys(),
                established.keys() instanceof ApplicationSecrets secrets
                        ? new TrafficDirections(
                                established.handshake(), established.secretLog(), secrets)
                        : null,
                established.forgetting(),
                null,
                inbound,
                outbound,
                observer);
    }

    static TlsConnection early(
            EarlyEstablished early,
            InboundRecords inbound,
            OutboundRecords outbound,
            TlsObserver observer) {
        return new TlsConnection(
                early.session(),
                early.keys(),
                new TrafficDirections(early.handshake(), early.secretLog(), early.keys()),
                () -> {},
                new UnfinishedHandshake(early, inbound, observer),
                inbound,
                outbound,
                observer);
    }

    /// What the handshake agreed upon.
    public NegotiatedSession session() {
        return session;
    }

    /// Reads what the peer sent: whole records are consumed, the rest is left, to be presented again
    /// with more behind it. After [Reading#PEER_CLOSED] all input is consumed and ignored (RFC 9846,
    /// section 6.1).
    ///
    /// @param sink takes the data, in order, during the call
    /// @throws IllegalStateException after [#close], unless the connection failed before
    public Reading read(ByteBuffer input, RecordScratch scratch, PlaintextSink sink) {
        if (failure != null) {
            return Reading.FAILED;
        }
        requireKeys();
        try {
            while (!peerClosed) {
                ContentType content = inbound.next(input, scratch, awaited());
                if (content == null) {
                    return Reading.NEEDS_INPUT;
                }
                take(content, scratch, sink);
            }
            input.position(input.limit());
            return Reading.PEER_CLOSED;
        } catch (TlsException e) {
            return fail(e.failure());
        } catch (RuntimeException e) {
            return fail(new TlsFailure.Internal(e));
        }
    }

    /// Whether the client's Finished was right. Until then, what was read is early data, which may come from
    /// somebody who sends again what the client once sent; what is sent can be read by the client alone.
    public boolean isConfirmed() {
        return unfinished == null;
    }

    /// Why the connection failed, or null if it has not.
    public @Nullable TlsFailure failure() {
        return failure;
    }

    /// Bytes of plaintext that the peer takes in one record: 2^14 or what it asked for (RFC 8449).
    public int maximumPlaintext() {
        return outbound.fragmentLimit();
    }

    /// Room that [#seal] needs for this much plaintext: the record, and what waits to go before it.
    public int sealedBound(int plaintextLength) {
        return plaintextLength + overhead + KEY_UPDATE_LENGTH + overhead + outbound.pendingLength();
    }

    /// Seals one record of application data. Output that waits goes before it, and so does our own
    /// KeyUpdate when the key has been used often enough (RFC 9846, section 5.5). In TLS 1.2 the
    /// connection fails then.
    ///
    /// @param in must reach one byte beyond the plaintext, which is borrowed during the call
    /// @param inLength at most [#maximumPlaintext]
    /// @param out another array, with [#sealedBound] bytes of room
    /// @return bytes written
    /// @throws IllegalStateException after [#closeWrite] or a failure
    public int seal(byte[] in, int inOffset, int inLength, byte[] out, int outOffset) {
        requireOpenForWriting();
        if (inLength > maximumPlaintext()) {
            throw new IllegalArgumentException(
                    "inLength: " + inLength + " (expected: at most " + maximumPlaintext() + ")");
        }
        if (sealer().isExhausted()) {
            renewKey();
        }
        int written = drainInto(out, outOffset);
        return written
                + sealer().seal(
                                ContentType.APPLICATION_DATA,
                                in,
                                inOffset,
                                inLength,
                                out,
                                outOffset + written);
    }

    /// Changes our sending key: a KeyUpdate becomes output (RFC 9846, section 4.7.3).
    ///
    /// @param requestPeer whether the peer shall change its key, too; it is not asked again before it has
    /// @throws IllegalStateException after [#closeWrite] or a failure, and in TLS 1.2
    public void updateKeys(boolean requestPeer) {
        requireOpenForWriting();
        TrafficDirections directions = requireTraffic();
        byte[] message = new KeyUpdate(requestPeer && !awaitsTheirUpdate).encoded();
        awaitsTheirUpdate |= requestPeer;
        outbound.write(ContentType.HANDSHAKE, message, 0, message.length);
        directions.updateOurs();
        observer.on(new TlsEvent.KeysUpdated(true));
    }

    /// Ends our side: `close_notify` becomes output. The peer's side stays open. Harmless if done
    /// before or after a failure.
    public void closeWrite() {
        if (!writeClosed && failure == null) {
            sendAlert(AlertDescription.CLOSE_NOTIFY);
            writeClosed = true;
        }
    }

    /// Whether the peer has ended its side by `close_notify`: if the transport ends before that, data
    /// may have been cut off (RFC 9846, section 6.1).
    public boolean isPeerClosed() {
        return peerClosed;
    }

    public boolean hasOutput() {
        return outbound.hasPending();
    }

    /// What is to be sent next, before anything sealed later; empty if nothing is. The caller owns the
    /// buffer.
    public ByteBuffer takeOutput() {
        return outbound.take();
    }

    /// Keying material that only both ends of this connection know (RFC 9846, section 7.5).
    ///
    /// @param label registered for the use, such as `EXPORTER-Channel-Binding`
    /// @param context of any length, or null; none and empty are the same in TLS 1.3
    /// @param length bytes of the output, at most 255 times the length of the suite's hash
    /// @throws IllegalArgumentException if the label or the length is out of its range
    /// @throws IllegalStateException after [#close] or a failure, and in TLS 1.2 without an extended master
    ///     secret
    public Secret export(String label, byte @Nullable [] context, int length) {
        requireKeys();
        return keys.exporter().export(label, context, length);
    }

    /// Forgets all keys. Output that waits may still be taken.
    @Override
    public void close() {
        writeClosed = true;
        closed = true;
        inbound.close();
        outbound.close();
        if (unfinished != null) {
            unfinished.close();
        }
        if (traffic != null) {
            traffic.close();
        }
        keys.close();
    }

    private void take(ContentType content, RecordScratch scratch, PlaintextSink sink)
            throws TlsException {
        int length = inbound.contentLength();
        switch (content) {
            case APPLICATION_DATA -> {
                if (unfinished != null) {
                    unfinished.takeData(length);
                }
                if (length > 0) {
                    sink.plaintext(scratch.plaintext(), 0, length);
                }
            }
            case ALERT -> takeAlert(Alert.read(scratch.plaintext(), 0, length));
            case HANDSHAKE -> {
                if (unfinished == null || confirm(unfinished)) {
                    takeMessages();
                }
            }
            case CHANGE_CIPHER_SPEC -> throw new IllegalStateException("passed over or refused");
        }
    }

    private void takeAlert(Alert alert) throws TlsException {
        observer.on(new TlsEvent.AlertReceived(alert.level(), alert.code()));
        if (alert.description() == AlertDescription.CLOSE_NOTIFY) {
            peerClosed = true;
        } else if (inbound.isPassable(alert)) {
            inbound.patience().sawWarningAlert();
        } else {
            throw new TlsException(new TlsFailure.AlertReceived(alert.level(), alert.code()));
        }
    }

    /// Takes messages of the handshake.
    ///
    /// @return whether it is over with them
    private boolean confirm(UnfinishedHandshake rest) throws TlsException {
        if (!rest.takeMessages()) {
            return false;
        }
        unfinished = null;
        inbound.expect(HandshakeType.KEY_UPDATE);
        observer.on(new TlsEvent.HandshakeCompleted(session));
        return true;
    }

    private void takeMessages() throws TlsException {
        if (traffic == null) {
            throw refusal(inbound.pendingMessageType());
        }
        HandshakeMessage message = inbound.nextMessage();
        while (message != null) {
            takeKeyUpdate(KeyUpdate.read(message), inbound.boundary());
            message = inbound.nextMessage();
        }
    }

    /// In TLS 1.2 no message has a place any more. A new ClientHello is refused by the alert that is made for
    /// it, but the connection ends: whatever it was wanted for, it would not be done.
    private static TlsException refusal(int messageType) {
        return messageType == HandshakeType.CLIENT_HELLO.code()
                ? TlsException.misbehaved(PeerMisbehaved.ATTEMPTED_RENEGOTIATION)
                : TlsException.unexpected(HandshakeMessage.label(messageType), AWAITED);
    }

    /// However often the peer asks, one answer is enough until it has been sent (RFC 9846, section
    /// 4.7.3).
    private void takeKeyUpdate(KeyUpdate update, RecordBoundary boundary) throws TlsException {
        inbound.patience().sawKeyUpdate();
        awaitsTheirUpdate = false;
        requireTraffic().updateTheirs(boundary);
        observer.on(new TlsEvent.KeysUpdated(false));
        if (update.updateRequested() && !writeClosed && !outbound.hasPending()) {
            updateKeys(false);
        }
    }

    private int drainInto(byte[] out, int outOffset) {
        if (!outbound.hasPending()) {
            return 0;
        }
        ByteBuffer pending = outbound.take();
        int length = pending.remaining();
        pending.get(out, outOffset, length);
        return length;
    }

    private void renewKey() {
        if (traffic != null) {
            updateKeys(false);
            return;
        }
        fail(new TlsFailure.Internal(new CryptoException("the key has protected all it may")));
        requireOpenForWriting();
    }

    private TrafficDirections requireTraffic() {
        if (traffic == null) {
            throw new IllegalStateException("TLS 1.2 does not change its keys");
        }
        return traffic;
    }

    private String awaited() {
        return unfinished == null ? AWAITED : unfinished.awaited();
    }

    private HandshakePhase phase() {
        return unfinished == null ? HandshakePhase.ESTABLISHED : unfinished.phase();
    }

    private RecordSealer sealer() {
        return Objects.requireNonNull(outbound.sealer());
    }

    private void requireKeys() {
        if (closed) {
            throw new IllegalStateException("the connection is closed");
        }
    }

    private void requireOpenForWriting() {
        if (writeClosed || failure != null) {
            throw new IllegalStateException("the writing side is closed");
        }
    }

    private Reading fail(TlsFailure reason) {
        TlsFailure told = writeClosed ? reason : tellPeer(reason);
        failure = told;
        forgetting.run();
        observer.on(new TlsEvent.ConnectionFailed(phase(), told));
        close();
        return Reading.FAILED;
    }

    /// Sends the alert. If even that fails, the fault is ours, whatever came before it.
    private TlsFailure tellPeer(TlsFailure reason) {
        try {
            reason.alert().ifPresent(this::sendAlert);
            return reason;
        } catch (RuntimeException e) {
            return new TlsFailure.Internal(e);
        }
    }

    private void sendAlert(AlertDescription description) {
        byte[] alert = Alert.of(description).encoded();
        outbound.write(ContentType.ALERT, alert, 0, alert.length);
        observer.on(new TlsEvent.AlertSent(description));
    }
}
