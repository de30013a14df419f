package io.sallyport.tls.event;

import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.NamedGroup;
import org.jspecify.annotations.Nullable;

/// Something the outside may learn of a connection. Without time: whoever listens has a clock.
public sealed interface TlsEvent {

    /// The handshake moved on. Each phase ends where the next begins.
    record PhaseEntered(HandshakePhase phase) implements TlsEvent {}

    /// A ClientHello was read.
    ///
    /// @param afterRetry whether it is the second
    record ClientHelloReceived(ClientHelloInfo clientHello, boolean afterRetry)
            implements TlsEvent {}

    /// The client is asked for another share.
    ///
    /// @param group the group that it shall use
    record HelloRetryRequested(RetryCause cause, NamedGroup group) implements TlsEvent {}

    /// The client named an earlier session. Told twice if it is resumed at first, and is not in the end,
    /// because the client's certificates are not good any more.
    ///
    /// @param miss why it is not resumed, or null if it is
    record ResumptionOffered(ResumptionMeans means, @Nullable ResumptionMiss miss)
            implements TlsEvent {}

    /// The client sent early data, or was about to.
    ///
    /// @param refusal why it is not taken, or null if it is
    record EarlyDataOffered(@Nullable EarlyDataRefusal refusal) implements TlsEvent {}

    /// A handshake message, or a change_cipher_spec, was sent or received as a whole.
    ///
    /// @param ours whether it was sent
    /// @param type a [io.sallyport.tls.codepoint.HandshakeType], or a change_cipher_spec's
    ///     [io.sallyport.tls.codepoint.ContentType]
    /// @param length bytes, header included
    record MessageExchanged(boolean ours, CodePoint type, int length) implements TlsEvent {}

    /// The client's Finished was right.
    record HandshakeCompleted(NegotiatedSession session) implements TlsEvent {}

    /// The connection ended by a failure: during the handshake, or after it if the phase says so.
    record ConnectionFailed(HandshakePhase phase, TlsFailure failure) implements TlsEvent {}

    record AlertSent(AlertDescription description) implements TlsEvent {}

    /// @param description the number as sent, registered or not
    record AlertReceived(int level, int description) implements TlsEvent {}

    /// Traffic keys were changed (RFC 9846, section 4.7.3).
    ///
    /// @param ours whether it was our sending key
    record KeysUpdated(boolean ours) implements TlsEvent {}
}
