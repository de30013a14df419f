package io.sallyport.tls.engine;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import io.sallyport.tls.handshake.AwaitCertificateCheck;
import io.sallyport.tls.handshake.AwaitConfiguration;
import io.sallyport.tls.handshake.AwaitSignature;
import io.sallyport.tls.handshake.AwaitedInput;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.EarlyEstablished;
import io.sallyport.tls.handshake.Established;
import io.sallyport.tls.handshake.ExpectClientHello;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.handshake.tls12.AwaitDecryption;
import io.sallyport.tls.handshake.tls12.ExpectChangeCipherSpec;
import io.sallyport.tls.handshake.tls13.AwaitReplayCheck;
import io.sallyport.tls.message.Alert;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.record.InboundRecords;
import io.sallyport.tls.record.OutboundRecords;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The server's side of one TLS handshake: bytes in, bytes out.
///
/// It does no I/O, has no clock and starts no threads. Feed it what the client sends, send what it puts
/// out, and answer its pauses:
///
/// ```java
/// Progress progress = engine.receive(fromClient, scratch);
/// while (true) {
///     switch (progress) {
///         case AwaitingConfiguration(var hello) -> progress = engine.configure(choose(hello));
///         case AwaitingSignature(var request) -> progress = engine.signed(request.sign());
///         case AwaitingDecryption(var request) -> progress = engine.decrypted(request.decrypt());
///         case NeedsInput _ -> { send(engine.takeOutput()); progress = receiveAgain(); }
///         case Established(var connection) -> { return connection; }
///         ...
/// ```
///
/// For one thread at a time, and for one connection. Once it is [Progress.Established],
/// [Progress.EarlyEstablished], [Progress.Failed] or [Progress.Closed], nothing but its output is of use. Calls that do not fit its
/// state are the caller's mistake: [IllegalStateException].
public final class TlsServerEngine implements AutoCloseable {
    private final TlsObserver observer;
    private final Handshake handshake;
    private final InboundRecords inbound;
    private final OutboundRecords outbound = new OutboundRecords();

    /// Null once the handshake is over, however it ended.
    private @Nullable HandshakeState state;

    private @Nullable Progress outcome;

    /// @param observer hears of all that happens, on the thread of the call that makes it happen
    public TlsServerEngine(CryptoProvider crypto, EngineLimits limits, TlsObserver observer) {
        this.observer = observer;
        this.inbound = new InboundRecords(limits);
        this.handshake = new Handshake(crypto, limits, observer, inbound, outbound);
        enter(new ExpectClientHello(handshake));
    }

    /// Takes in what the client sent.
    ///
    /// Consumes whole records and leaves the rest, which must be presented again with more behind it.
    /// Stops at a pause; call it again with the same buffer when that is answered. Leaves what follows
    /// the client's Finished for [TlsConnection#read].
    public Progress receive(ByteBuffer input, RecordScratch scratch) {
        Progress over = outcome;
        return over != null ? over : guarded(() -> proceed(input, scratch));
    }

    /// Answers [Progress.AwaitingConfiguration].
    public Progress configure(ServerConfiguration configuration) {
        if (!(state instanceof AwaitConfiguration paused)) {
            throw new IllegalStateException(
                    "configure in " + phase() + " (expected: CONFIGURATION)");
        }
        ClientAuthentication asked = configuration.clientAuthentication();
        if (asked != null) {
            inbound.limitCertificate(asked.certificateSize());
        }
        return guarded(() -> resume(paused.configure(configuration)));
    }

    /// Answers [Progress.AwaitingSignature].
    public Progress signed(byte[] signature) {
        if (!(state instanceof AwaitSignature paused)) {
            throw new IllegalStateException("signed in " + phase() + " (expected: SIGNATURE)");
        }
        return guarded(() -> resume(paused.signed(signature)));
    }

    /// Answers [Progress.AwaitingSignature] when the key could not sign: the client gets
    /// `internal_error`.
    public Progress signingFailed(Throwable cause) {
        if (!(state instanceof AwaitSignature)) {
            throw new IllegalStateException(
                    "signingFailed in " + phase() + " (expected: SIGNATURE)");
        }
        return fail(new TlsFailure.Internal(cause));
    }

    /// Answers [Progress.AwaitingDecryption]; the secret is taken over.
    public Progress decrypted(Secret preMasterSecret) {
        AwaitDecryption paused = decrypting("decrypted");
        return guarded(() -> resume(paused.decrypted(preMasterSecret)));
    }

    /// Answers [Progress.AwaitingDecryption] when the key could not be used, whatever the client sent: the
    /// client gets `internal_error`.
    public Progress decryptionFailed(Throwable cause) {
        decrypting("decryptionFailed");
        return fail(new TlsFailure.Internal(cause));
    }

    /// Answers [Progress.AwaitingCertificateCheck]: the certificates are good, and so is whom they name.
    public Progress certificateAccepted() {
        AwaitCertificateCheck paused = checking("certificateAccepted");
        return guarded(() -> resume(paused.accepted()));
    }

    /// Answers [Progress.AwaitingCertificateCheck]: they are not. The client gets the alert for it, or, if
    /// they are those of an earlier session, has to begin a new one.
    public Progress certificateRefused(ClientCertificateRefusal why) {
        AwaitCertificateCheck paused = checking("certificateRefused");
        return guarded(() -> resume(paused.refused(why)));
    }

    /// Answers [Progress.AwaitingCertificateCheck] when nobody could tell whether they are good: the client gets
    /// `internal_error`.
    public Progress certificateCheckFailed(Throwable cause) {
        checking("certificateCheckFailed");
        return fail(new TlsFailure.Internal(cause));
    }

    /// Answers [Progress.AwaitingReplayCheck]. Early data is taken if the hello is fresh; if not, it is skipped,
    /// and the handshake goes on.
    public Progress replayChecked(ReplayVerdict verdict) {
        if (!(state instanceof AwaitReplayCheck paused)) {
            throw new IllegalStateException(
                    "replayChecked in " + phase() + " (expected: REPLAY_CHECK)");
        }
        return guarded(() -> resume(paused.checked(verdict)));
    }

    /// Gives the handshake up for a reason that lies outside the protocol, such as a deadline: the
    /// client gets `user_canceled` and `close_notify` (RFC 9846, section 6.1). Harmless when it is over.
    public void cancel() {
        if (outcome == null) {
            sendAlert(AlertDescription.USER_CANCELED);
            sendAlert(AlertDescription.CLOSE_NOTIFY);
            end(new Progress.Closed());
        }
    }

    /// Gives the handshake up without a word, because the client is gone, and wipes its secrets. Harmless
    /// when it is over.
    @Override
    public void close() {
        if (outcome == null) {
            end(new Progress.Closed());
        }
    }

    /// Where the handshake stands, or where it ended.
    public HandshakePhase phase() {
        return handshake.phase();
    }

    public boolean hasOutput() {
        return outbound.hasPending();
    }

    /// What is to be sent to the client next; empty if nothing is. The caller owns the buffer.
    public ByteBuffer takeOutput() {
        return outbound.take();
    }

    private Progress proceed(ByteBuffer input, RecordScratch scratch) throws TlsException {
        while (state instanceof AwaitedInput awaited) {
            if (tookMessage(awaited)) {
                continue;
            }
            ContentType content = inbound.next(input, scratch, awaited.awaited());
            if (content == null) {
                return new Progress.NeedsInput();
            }
            switch (content) {
                case HANDSHAKE -> {} // taken in the next round
                case CHANGE_CIPHER_SPEC -> tookChangeCipherSpec(awaited);
                case APPLICATION_DATA ->
                        throw TlsException.unexpected(content.label(), awaited.awaited());
                case ALERT -> {
                    if (endedBy(scratch)) {
                        sendAlert(AlertDescription.CLOSE_NOTIFY);
                        return end(new Progress.Closed());
                    }
                }
            }
        }
        return paused();
    }

    /// Whether a whole message was there and has been taken.
    private boolean tookMessage(AwaitedInput awaited) throws TlsException {
        return switch (awaited) {
            case AwaitedMessage expected -> {
                HandshakeMessage message = inbound.nextMessage();
                if (message == null) {
                    yield false;
                }
                tellReceived(expected.awaitedType(), message.bytes().length);
                enter(expected.handle(message));
                yield true;
            }
            case ExpectChangeCipherSpec expected -> {
                int type = inbound.pendingMessageType();
                if (type >= 0) {
                    throw TlsException.unexpected(HandshakeMessage.label(type), expected.awaited());
                }
                yield false;
            }
        };
    }

    /// The record layer lets it through only where it is awaited.
    private void tookChangeCipherSpec(AwaitedInput awaited) throws TlsException {
        tellReceived(ContentType.CHANGE_CIPHER_SPEC, 1);
        enter(((ExpectChangeCipherSpec) awaited).changed());
    }

    private void tellReceived(CodePoint type, int length) {
        observer.on(new TlsEvent.MessageExchanged(false, type, length));
    }

    private Progress resume(HandshakeState next) {
        enter(next);
        return paused();
    }

    private Progress paused() {
        return switch (Objects.requireNonNull(state)) {
            case AwaitedInput _ -> new Progress.NeedsInput();
            case AwaitConfiguration pause ->
                    new Progress.AwaitingConfiguration(pause.clientHello().info());
            case AwaitSignature pause ->
                    new Progress.AwaitingSignature(
                            new SignatureRequest(pause.key(), pause.scheme(), pause.content()));
            case AwaitDecryption pause ->
                    new Progress.AwaitingDecryption(
                            new DecryptionRequest(
                                    pause.key(), pause.encrypted(), pause.clientVersion()));
            case AwaitCertificateCheck pause ->
                    new Progress.AwaitingCertificateCheck(pause.certificates());
            case AwaitReplayCheck pause ->
                    new Progress.AwaitingReplayCheck(
                            new ReplayCheck(pause.binder(), pause.memory()));
            case EarlyEstablished early -> establishEarly(early);
            case Established established -> establish(established);
        };
    }

    private Progress establishEarly(EarlyEstablished early) {
        state = null;
        handshake.over();
        Progress progress =
                new Progress.EarlyEstablished(
                        TlsConnection.early(early, inbound, outbound, observer));
        outcome = progress;
        return progress;
    }

    private Progress establish(Established established) {
        state = null;
        handshake.over();
        Progress progress =
                new Progress.Established(
                        TlsConnection.of(established, inbound, outbound, observer));
        outcome = progress;
        observer.on(new TlsEvent.HandshakeCompleted(established.session()));
        return progress;
    }

    private void enter(HandshakeState next) {
        state = next;
        if (next instanceof AwaitedMessage awaited) {
            inbound.expect(awaited.awaitedType());
        } else if (next instanceof ExpectChangeCipherSpec) {
            inbound.awaitChangeCipherSpec();
        }
        handshake.enter(next.phase());
    }

    /// Whether an alert ends the handshake in order.
    ///
    /// @throws TlsException if it is an error alert
    private boolean endedBy(RecordScratch scratch) throws TlsException {
        Alert alert = Alert.read(scratch.plaintext(), 0, inbound.contentLength());
        observer.on(new TlsEvent.AlertReceived(alert.level(), alert.code()));
        if (inbound.isPassable(alert)) {
            inbound.patience().sawWarningAlert();
            return false;
        }
        if (alert.description() == AlertDescription.CLOSE_NOTIFY) {
            return true;
        }
        throw new TlsException(new TlsFailure.AlertReceived(alert.level(), alert.code()));
    }

    /// The one exit for failures.
    private Progress guarded(Step step) {
        try {
            return step.take();
        } catch (TlsException e) {
            return fail(e.failure());
        } catch (RuntimeException e) {
            return fail(new TlsFailure.Internal(e));
        }
    }

    private Progress fail(TlsFailure failure) {
        TlsFailure told = tellClient(failure);
        observer.on(new TlsEvent.ConnectionFailed(phase(), told));
        return end(new Progress.Failed(told));
    }

    /// Sends the alert. If even that fails, the fault is ours, whatever came before it.
    private TlsFailure tellClient(TlsFailure failure) {
        try {
            failure.alert().ifPresent(this::sendAlert);
            return failure;
        } catch (RuntimeException e) {
            return new TlsFailure.Internal(e);
        }
    }

    private Progress end(Progress last) {
        if (state != null) {
            state.abandon();
            state = null;
        }
        handshake.over();
        inbound.close();
        outbound.close();
        outcome = last;
        return last;
    }

    private AwaitDecryption decrypting(String call) {
        if (state instanceof AwaitDecryption paused) {
            return paused;
        }
        throw new IllegalStateException(call + " in " + phase() + " (expected: DECRYPTION)");
    }

    private AwaitCertificateCheck checking(String call) {
        if (state instanceof AwaitCertificateCheck paused) {
            return paused;
        }
        throw new IllegalStateException(call + " in " + phase() + " (expected: CERTIFICATE_CHECK)");
    }

    private void sendAlert(AlertDescription description) {
        byte[] alert = Alert.of(description).encoded();
        outbound.write(ContentType.ALERT, alert, 0, alert.length);
        observer.on(new TlsEvent.AlertSent(description));
    }

    @FunctionalInterface
    private interface Step {
        Progress take() throws TlsException;
    }
}
