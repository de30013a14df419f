package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.event.HandshakePhase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says in one sentence why a handshake did not succeed, with what either side offered. What comes from
/// the client in it is escaped.
public final class FailureExplanation {
    private static final int SHOWN = 8;

    private FailureExplanation() {}

    /// The sentence, without a full stop; of a success, `the handshake succeeded`.
    public static String of(HandshakeReport report) {
        FailureReason reason = report.reason();
        if (reason == null) {
            return "the handshake succeeded";
        }
        TlsFailure failure = report.failure();
        return failure == null ? outside(report, reason) : inside(report, reason, failure);
    }

    private static String inside(HandshakeReport report, FailureReason reason, TlsFailure failure) {
        return switch (failure) {
            case TlsFailure.Incompatible(PeerIncompatible why, Offers offers) ->
                    incompatible(why, offers, report.clientHello());
            case TlsFailure.UnexpectedMessage(String received, String expected) ->
                    "the client sent " + received + " where " + expected + " was due";
            case TlsFailure.Malformed(InvalidMessage what) ->
                    detailed(reason, words(what), report.phase());
            case TlsFailure.Misbehaved(PeerMisbehaved how) ->
                    detailed(reason, words(how), report.phase());
            case TlsFailure.ClientCertificateRefused(ClientCertificateRefusal why, var _) ->
                    certificate(report, reason, why);
            case TlsFailure.BadRecordMac _ -> reason.sentence();
            case TlsFailure.AlertReceived(int _, int description) ->
                    alert(reason, description, report.phase());
            case TlsFailure.Internal(Throwable cause) ->
                    reason.sentence() + " (" + cause(cause) + ")";
        };
    }

    /// What a client that was only observed would have been refused for; empty if for nothing.
    public static Optional<String> ofObserved(HandshakeReport report) {
        return ClientCertificateResult.of(report)
                .filter(result -> result.kind() == ClientCertificateResult.Kind.WOULD_REJECT)
                .map(ClientCertificateResult::reason)
                .map(reason -> {
                    Rejection rejection = rejection(report);
                    return rejection == null
                            ? reason.sentence()
                            : certificate(report, reason, rejection.why());
                });
    }

    /// That of a session that was to be resumed is of no account if the handshake failed for something else.
    private static String certificate(
            HandshakeReport report, FailureReason reason, ClientCertificateRefusal why) {
        Rejection rejection = rejection(report);
        ClientIdentity identity = identity(report);
        return rejection == null || identity == null || rejection.why() != why
                ? reason.sentence()
                : ClientCertificateWords.of(identity, rejection);
    }

    private static @Nullable Rejection rejection(HandshakeReport report) {
        ClientIdentity identity = identity(report);
        return identity == null ? null : identity.rejection();
    }

    private static @Nullable ClientIdentity identity(HandshakeReport report) {
        ClientCertificateReport certificate = report.clientCertificate();
        return certificate == null ? null : certificate.identity();
    }

    private static String incompatible(
            PeerIncompatible why, Offers offers, @Nullable ClientHelloInfo hello) {
        String client = list(offers.client());
        String server = list(offers.server());
        return switch (why) {
            case NO_SHARED_VERSION ->
                    say(
                            "the client offers %s; this listener accepts %s",
                            highest(hello, client), server);
            case INAPPROPRIATE_FALLBACK ->
                    say(
                            "the client says that it retries with %s because a higher version failed;"
                                    + " this listener accepts %s",
                            highest(hello, client), server);
            case NO_EXTENDED_MASTER_SECRET ->
                    "the client does not offer extended_master_secret; this listener requires it";
            case NO_SHARED_CIPHER_SUITE ->
                    say(
                            "the client offers the cipher suites %s; this listener accepts %s",
                            client, server);
            case NO_SHARED_GROUP ->
                    say(
                            "the client offers the groups %s; this listener accepts %s",
                            client, server);
            case NO_SHARED_SIGNATURE_SCHEME ->
                    say(
                            "the client verifies signatures by %s; this listener signs by %s",
                            client, server);
            case CERTIFICATE_TYPE_NOT_SUPPORTED ->
                    say(
                            "the client takes %s; that fits none of the certificates for %s, which are %s",
                            client, name(hello), server);
            case UNKNOWN_SERVER_NAME ->
                    say(
                            "the client asks for %s; the certificates of this listener serve %s",
                            name(hello), server);
            case NO_SHARED_APPLICATION_PROTOCOL ->
                    say(
                            "the client offers the application protocols %s; this listener accepts %s",
                            client, server);
        };
    }

    /// The highest version offered, which is what is to be changed; without a ClientHello, all of them.
    private static String highest(@Nullable ClientHelloInfo hello, String offered) {
        if (hello == null) {
            return offered;
        }
        int highest =
                hello.supportedVersions().stream()
                        .filter(version -> !CodePoints.isGrease(version))
                        .max()
                        .orElse(hello.legacyVersion());
        return CodePoints.label(highest, ProtocolVersion::find) + " at most";
    }

    /// The reason, and which of the rules that it stands for was broken.
    private static String detailed(FailureReason reason, String detail, HandshakePhase phase) {
        String where = phase == HandshakePhase.CLIENT_HELLO ? "" : ", while " + waitingFor(phase);
        return words(reason).equals(detail)
                ? reason.sentence() + where
                : reason.sentence() + " (" + detail + ")" + where;
    }

    private static String alert(FailureReason reason, int number, HandshakePhase phase) {
        AlertDescription description = AlertDescription.find(number);
        String named = description == null ? "alert " + number : description.label();
        String meaning = description == null ? "" : meaning(description);
        return reason.sentence()
                + ": it sent "
                + named
                + (meaning.isEmpty() ? "" : " (" + meaning + ")")
                + (hasSeenOurCertificate(phase) ? "" : ", while " + waitingFor(phase));
    }

    /// What clients mean by the alerts that speak of our certificate: libraries differ, so this says
    /// what is usual.
    private static String meaning(AlertDescription description) {
        return switch (description) {
            case UNKNOWN_CA -> "it does not know the CA, or the chain is incomplete";
            case CERTIFICATE_UNKNOWN -> "it does not trust it; the name or the CA may be wrong";
            case BAD_CERTIFICATE -> "the certificate or the name in it is wrong for it";
            case CERTIFICATE_EXPIRED -> "for its clock the certificate is not valid";
            case CERTIFICATE_REVOKED -> "it found the certificate revoked";
            case UNSUPPORTED_CERTIFICATE -> "it cannot use this kind of certificate";
            case BAD_CERTIFICATE_STATUS_RESPONSE -> "it does not accept the OCSP response";
            default -> "";
        };
    }

    private static String outside(HandshakeReport report, FailureReason reason) {
        return switch (reason) {
            case HANDSHAKE_TIMEOUT ->
                    report.bytesReceived() == 0
                            ? "the client sent nothing until the handshake's time was over"
                            : "the handshake's time was over while " + waitingFor(report.phase());
            case CLIENT_CLOSED, CONNECTION_RESET -> {
                String what =
                        reason == FailureReason.CLIENT_CLOSED
                                ? "the client closed the connection"
                                : "the connection was reset";
                yield what
                        + (hasSeenOurCertificate(report.phase())
                                ? " after it had our certificate; it may not trust that"
                                : " while " + waitingFor(report.phase()));
            }
            default -> reason.sentence();
        };
    }

    /// Where clients wait that have our certificate and say nothing more before they have judged it.
    private static boolean hasSeenOurCertificate(HandshakePhase phase) {
        return switch (phase) {
            case CLIENT_FINISHED, CLIENT_KEY_EXCHANGE, CLIENT_CERTIFICATE -> true;
            case CLIENT_HELLO,
                    CONFIGURATION,
                    NEGOTIATION,
                    SECOND_CLIENT_HELLO,
                    REPLAY_CHECK,
                    SIGNATURE,
                    CERTIFICATE_CHECK,
                    DECRYPTION,
                    CERTIFICATE_VERIFY,
                    CLIENT_CHANGE_CIPHER_SPEC,
                    EARLY_DATA,
                    ESTABLISHED ->
                    false;
        };
    }

    private static String say(String sentence, String... parts) {
        return String.format(Locale.ROOT, sentence, (Object[]) parts);
    }

    private static String waitingFor(HandshakePhase phase) {
        return switch (phase) {
            case CLIENT_HELLO -> "the proxy waited for the rest of its ClientHello";
            case CONFIGURATION -> "the proxy chose a configuration";
            case NEGOTIATION -> "the proxy matched both sides' offers";
            case SECOND_CLIENT_HELLO -> "the proxy waited for its second ClientHello";
            case REPLAY_CHECK -> "the proxy found out whether it had said the same before";
            case SIGNATURE, DECRYPTION -> "the proxy's private key was at work";
            case CLIENT_CERTIFICATE -> "the proxy waited for its certificate";
            case CERTIFICATE_CHECK -> "the proxy checked its certificate";
            case CLIENT_KEY_EXCHANGE -> "the proxy waited for its half of the key exchange";
            case CERTIFICATE_VERIFY ->
                    "the proxy waited for the proof that it has its certificate's key";
            case CLIENT_CHANGE_CIPHER_SPEC -> "the proxy waited for it to use the keys";
            case EARLY_DATA -> "the proxy waited for the end of its early data";
            case CLIENT_FINISHED -> "the proxy waited for its Finished";
            case ESTABLISHED -> "data flowed";
        };
    }

    private static String name(@Nullable ClientHelloInfo hello) {
        String name = hello == null ? null : hello.serverName();
        return name == null ? "clients that name no server" : PeerText.escape(name);
    }

    private static String list(List<String> values) {
        if (values.isEmpty()) {
            return "none";
        }
        String shown =
                values.stream()
                        .limit(SHOWN)
                        .map(PeerText::escape)
                        .collect(Collectors.joining(", "));
        return values.size() <= SHOWN ? shown : shown + " and " + (values.size() - SHOWN) + " more";
    }

    private static String cause(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName()
                + (message == null ? "" : ": " + PeerText.escape(message));
    }

    /// An enum's name as words: `SENT_DUPLICATE_EXTENSION` is `sent duplicate extension`.
    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
