package io.sallyport.tls.alert;

import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.ProtocolVersion;
import java.util.Optional;

/// Why a connection failed: the one account of it that the alert, the metric, the log line and the
/// tests are made from.
///
/// The set is closed. A new kind of failure cannot be added without saying what the peer is told,
/// because [#alert] has no default.
public sealed interface TlsFailure {

    /// A message or record that is legal elsewhere came where it must not.
    ///
    /// @param received what came, named as the RFC names it
    /// @param expected what was awaited
    record UnexpectedMessage(String received, String expected) implements TlsFailure {}

    /// Bytes that do not follow the syntax.
    record Malformed(InvalidMessage what) implements TlsFailure {}

    /// The peer broke a rule of the protocol.
    record Misbehaved(PeerMisbehaved how) implements TlsFailure {}

    /// Both sides are within the protocol, but share no way to proceed.
    ///
    /// @param offers what either side would have accepted
    record Incompatible(PeerIncompatible why, Offers offers) implements TlsFailure {}

    /// The client's certificate, or the lack of one, is not accepted.
    ///
    /// @param version of the protocol, which has a say in the alert
    record ClientCertificateRefused(ClientCertificateRefusal why, ProtocolVersion version)
            implements TlsFailure {}

    /// A record did not authenticate. Deliberately without detail (RFC 9846, section 5.2).
    record BadRecordMac() implements TlsFailure {}

    /// The peer ended the connection by an error alert.
    ///
    /// @param level the level as sent; it has no meaning in TLS 1.3 (RFC 9846, section 6)
    /// @param description the number as sent, registered or not
    record AlertReceived(int level, int description) implements TlsFailure {}

    /// A fault of ours or of what we were handed: a signature that could not be made, a provider that
    /// threw. Never caused by the peer alone.
    record Internal(Throwable cause) implements TlsFailure {}

    /// The alert that the peer gets, if it gets one: a received alert is never answered.
    default Optional<AlertDescription> alert() {
        return switch (this) {
            case UnexpectedMessage _ -> Optional.of(AlertDescription.UNEXPECTED_MESSAGE);
            case Malformed(InvalidMessage what) -> Optional.of(what.alert());
            case Misbehaved(PeerMisbehaved how) -> Optional.of(how.alert());
            case Incompatible(PeerIncompatible why, Offers _) -> Optional.of(why.alert());
            case ClientCertificateRefused(ClientCertificateRefusal why, ProtocolVersion version) ->
                    Optional.of(why.alert(version));
            case BadRecordMac _ -> Optional.of(AlertDescription.BAD_RECORD_MAC);
            case AlertReceived _ -> Optional.empty();
            case Internal _ -> Optional.of(AlertDescription.INTERNAL_ERROR);
        };
    }
}
