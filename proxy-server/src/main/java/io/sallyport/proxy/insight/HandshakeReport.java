package io.sallyport.proxy.insight;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.RetryCause;
import io.sallyport.tls.event.TlsEvent;
import org.jspecify.annotations.Nullable;

/// A handshake, told when it is over, however it ended.
///
/// @param clientHello the first ClientHello, or null if none was read
/// @param matchedServerName the configured name that the client's server name falls under, or null: all
///     that a metric may show of it
/// @param session what was agreed upon, or null unless the outcome is SUCCESS
/// @param reason why it ended otherwise, or null if the outcome is SUCCESS
/// @param failure the engine's account of it, or null if the end came from outside the engine
/// @param phase where it ended; ESTABLISHED for a success
/// @param kind as far as it got
/// @param retryCause why the client was asked for another share, or null
/// @param resumption what came of the client's wish to resume a session, or null if it had none
/// @param earlyData what came of the client's early data, or null if it had none
/// @param alertSent the last alert that went out, or null
/// @param alertReceived the number of the last alert that came in, registered or not, or -1
/// @param bytesReceived from the client, records and all
/// @param totalNanos from accepting the connection to the end of the handshake
/// @param computeNanos the part of it that was our own work
/// @param phaseTimes the time by phases
/// @param clientCertificate what came of asking for the client's certificate, or null if it was not asked
public record HandshakeReport(
        ConnectionInfo connection,
        HandshakeOutcome outcome,
        @Nullable ClientHelloInfo clientHello,
        @Nullable String matchedServerName,
        @Nullable NegotiatedSession session,
        @Nullable FailureReason reason,
        @Nullable TlsFailure failure,
        HandshakePhase phase,
        HandshakeKind kind,
        @Nullable RetryCause retryCause,
        TlsEvent.@Nullable ResumptionOffered resumption,
        TlsEvent.@Nullable EarlyDataOffered earlyData,
        @Nullable AlertDescription alertSent,
        int alertReceived,
        long bytesReceived,
        long totalNanos,
        long computeNanos,
        PhaseTimes phaseTimes,
        @Nullable ClientCertificateReport clientCertificate) {}
