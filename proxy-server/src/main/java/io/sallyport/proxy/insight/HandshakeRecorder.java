package io.sallyport.proxy.insight;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.event.TlsObserver;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Listens to the engine of one connection, keeps the time, and sums the handshake up in one
/// [HandshakeReport].
///
/// For the thread that drives the engine. It stays the engine's observer after the handshake: alerts
/// are passed on to the [TrafficObserver] as they come, at any time.
public final class HandshakeRecorder implements TlsObserver {
    private final ConnectionInfo connection;
    private final TrafficObserver observer;
    private final LongSupplier nanoTime;
    private final long started;
    private final Map<HandshakePhase, Long> phaseNanos = new EnumMap<>(HandshakePhase.class);

    private HandshakePhase phase = HandshakePhase.CLIENT_HELLO;
    private long phaseStarted;
    private long computeStarted;
    private long computeNanos;
    private long bytesReceived;
    private @Nullable ClientHelloInfo clientHello;
    private @Nullable Credentials credentials;
    private @Nullable NegotiatedSession session;
    private @Nullable ClientAuthMode clientAuth;
    private @Nullable ClientIdentity identity;
    private @Nullable TlsFailure failure;
    private @Nullable FailureReason outside;
    private @Nullable RetryCause retryCause;
    private TlsEvent.@Nullable ResumptionOffered resumption;
    private TlsEvent.@Nullable EarlyDataOffered earlyData;
    private @Nullable AlertDescription alertSent;
    private int alertReceived = -1;
    private boolean finished;

    /// Starts the clock and tells the observer so. [#finish] leaves it to the caller to tell it of
    /// the end.
    public static HandshakeRecorder started(ConnectionInfo connection, TrafficObserver observer) {
        observer.handshakeStarted(connection);
        return new HandshakeRecorder(connection, observer, System::nanoTime);
    }

    /// The same for a handshake that ended before the engine came into it.
    ///
    /// @param startedNanos when it began, by [System#nanoTime]
    public static HandshakeRecorder startedAt(
            ConnectionInfo connection, TrafficObserver observer, long startedNanos) {
        observer.handshakeStarted(connection);
        return new HandshakeRecorder(connection, observer, System::nanoTime, startedNanos);
    }

    HandshakeRecorder(ConnectionInfo connection, TrafficObserver observer, LongSupplier nanoTime) {
        this(connection, observer, nanoTime, nanoTime.getAsLong());
    }

    private HandshakeRecorder(
            ConnectionInfo connection,
            TrafficObserver observer,
            LongSupplier nanoTime,
            long started) {
        this.connection = connection;
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.started = started;
        this.phaseStarted = started;
    }

    /// Our own work begins: to be called before each call to the engine.
    public void computeStarted() {
        computeStarted = nanoTime.getAsLong();
    }

    /// Our own work ends: to be called after each call to the engine.
    public void computeEnded() {
        computeNanos += nanoTime.getAsLong() - computeStarted;
    }

    /// Adds work that another thread did for this handshake, such as the signature.
    public void addCompute(long nanos) {
        computeNanos += nanos;
    }

    /// Bytes came from the client, whatever they were.
    public void received(int bytes) {
        bytesReceived += bytes;
    }

    /// The credentials that the handshake is negotiated against are chosen.
    public void configured(Credentials chosen) {
        credentials = chosen;
    }

    /// The client may be asked for a certificate.
    ///
    /// @param mode what becomes of one that is not good
    public void asksForCertificate(ClientAuthMode mode) {
        clientAuth = mode;
    }

    /// A certificate of the client was checked: the one of a session, then perhaps another one.
    public void checked(ClientIdentity found) {
        identity = found;
    }

    /// The handshake ended for a reason that the engine did not see. What the engine said before has
    /// precedence, and so has the first of several calls.
    public void failedOutside(FailureReason reason) {
        if (outside == null) {
            outside = reason;
        }
    }

    public boolean isFinished() {
        return finished;
    }

    @Override
    public void on(TlsEvent event) {
        switch (event) {
            case TlsEvent.AlertSent(AlertDescription description) -> {
                alertSent = description;
                observer.alertSent(connection, description);
            }
            case TlsEvent.AlertReceived(int _, int description) -> {
                alertReceived = description;
                observer.alertReceived(connection, description);
            }
            case TlsEvent.PhaseEntered(HandshakePhase entered) -> enter(entered);
            case TlsEvent.ClientHelloReceived(ClientHelloInfo info, boolean afterRetry) -> {
                if (!afterRetry) {
                    clientHello = info;
                }
            }
            case TlsEvent.HelloRetryRequested requested -> retryCause = requested.cause();
            case TlsEvent.ResumptionOffered offered -> resumption = offered;
            case TlsEvent.EarlyDataOffered offered -> earlyData = offered;
            case TlsEvent.HandshakeCompleted(NegotiatedSession agreed) -> session = agreed;
            case TlsEvent.ConnectionFailed(HandshakePhase at, TlsFailure what) -> {
                if (session == null) {
                    enter(at);
                    failure = what;
                }
            }
            case TlsEvent.MessageExchanged _, TlsEvent.KeysUpdated _ -> {
                // of no account for the report
            }
        }
    }

    /// Stops the clock and sums up, for [TrafficObserver#handshakeFinished]. A handshake of which nothing is known but that it is over was left
    /// by its client.
    ///
    /// @throws IllegalStateException if it was called before
    public HandshakeReport finish() {
        if (finished) {
            throw new IllegalStateException("connection " + connection.id() + ": finished twice");
        }
        finished = true;
        long now = nanoTime.getAsLong();
        phaseNanos.merge(phase, now - phaseStarted, Long::sum);
        FailureReason reason = reason();
        return new HandshakeReport(
                connection,
                outcome(reason),
                clientHello,
                matchedServerName(),
                session,
                reason,
                session == null ? failure : null,
                session == null ? phase : HandshakePhase.ESTABLISHED,
                kind(),
                retryCause,
                resumption,
                earlyData,
                alertSent,
                alertReceived,
                bytesReceived,
                now - started,
                computeNanos,
                new PhaseTimes(phaseNanos),
                clientCertificate());
    }

    /// A session's certificate may have been found wanting, and none have come after it.
    private @Nullable ClientCertificateReport clientCertificate() {
        if (clientAuth == null) {
            return null;
        }
        boolean authenticated = session == null || !session.clientCertificates().isEmpty();
        return new ClientCertificateReport(clientAuth, authenticated ? identity : null);
    }

    private void enter(HandshakePhase next) {
        if (next == phase || finished) {
            return;
        }
        long now = nanoTime.getAsLong();
        phaseNanos.merge(phase, now - phaseStarted, Long::sum);
        phaseStarted = now;
        phase = next;
    }

    private @Nullable FailureReason reason() {
        if (session != null) {
            return null;
        }
        if (failure != null) {
            return FailureClassifier.classify(failure, phase);
        }
        FailureReason reason = outside == null ? FailureReason.CLIENT_CLOSED : outside;
        return bytesReceived == 0 && reason.isDeparture() ? FailureReason.NO_DATA : reason;
    }

    private static HandshakeOutcome outcome(@Nullable FailureReason reason) {
        if (reason == null) {
            return HandshakeOutcome.SUCCESS;
        }
        return reason.isDeparture() ? HandshakeOutcome.ABANDONED : HandshakeOutcome.FAILURE;
    }

    private HandshakeKind kind() {
        if (session != null) {
            return session.kind();
        }
        return retryCause == null ? HandshakeKind.FULL : HandshakeKind.HELLO_RETRY;
    }

    private @Nullable String matchedServerName() {
        String serverName = clientHello == null ? null : clientHello.serverName();
        return serverName == null || credentials == null
                ? null
                : credentials.matchedName(serverName);
    }
}
