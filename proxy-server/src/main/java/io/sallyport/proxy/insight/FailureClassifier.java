package io.sallyport.proxy.insight;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.InvalidMessage;
import io.sallyport.tls.alert.Offers;
import io.sallyport.tls.alert.PeerIncompatible;
import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.HandshakePhase;

/// Gives each failure of the engine its reason. No switch here has a default branch: a new kind of
/// failure does not compile until it is given one.
public final class FailureClassifier {

    private FailureClassifier() {}

    /// The reason for a failure.
    ///
    /// @param phase where it happened: a fault while the private key is at work is the key's
    public static FailureReason classify(TlsFailure failure, HandshakePhase phase) {
        return switch (failure) {
            case TlsFailure.UnexpectedMessage _ -> FailureReason.UNEXPECTED_MESSAGE;
            case TlsFailure.Malformed(InvalidMessage what) -> classify(what);
            case TlsFailure.Misbehaved(PeerMisbehaved how) -> classify(how);
            case TlsFailure.Incompatible(PeerIncompatible why, Offers _) -> classify(why);
            case TlsFailure.ClientCertificateRefused(ClientCertificateRefusal why, var _) ->
                    classify(why);
            case TlsFailure.BadRecordMac _ -> FailureReason.BAD_RECORD_MAC;
            case TlsFailure.AlertReceived(int _, int description) -> classifyAlert(description);
            case TlsFailure.Internal _ ->
                    phase == HandshakePhase.SIGNATURE || phase == HandshakePhase.DECRYPTION
                            ? FailureReason.PRIVATE_KEY_FAILED
                            : FailureReason.INTERNAL_ERROR;
        };
    }

    private static FailureReason classify(InvalidMessage what) {
        return switch (what) {
            case TRUNCATED,
                    TRAILING_BYTES,
                    UNEVEN_VECTOR,
                    VECTOR_LENGTH_OUT_OF_RANGE,
                    INVALID_ALERT ->
                    FailureReason.MALFORMED_MESSAGE;
            case INVALID_SERVER_NAME -> FailureReason.INVALID_SERVER_NAME;
            case PLAIN_HTTP -> FailureReason.PLAIN_HTTP;
            case SSL_2_HELLO -> FailureReason.SSL_2_HELLO;
            case NOT_TLS -> FailureReason.NOT_TLS;
        };
    }

    private static FailureReason classify(PeerIncompatible why) {
        return switch (why) {
            case NO_SHARED_VERSION -> FailureReason.NO_SHARED_VERSION;
            case INAPPROPRIATE_FALLBACK -> FailureReason.INAPPROPRIATE_FALLBACK;
            case NO_EXTENDED_MASTER_SECRET -> FailureReason.NO_EXTENDED_MASTER_SECRET;
            case NO_SHARED_CIPHER_SUITE -> FailureReason.NO_SHARED_CIPHER_SUITE;
            case NO_SHARED_GROUP -> FailureReason.NO_SHARED_GROUP;
            case NO_SHARED_SIGNATURE_SCHEME -> FailureReason.NO_SHARED_SIGNATURE_SCHEME;
            case CERTIFICATE_TYPE_NOT_SUPPORTED -> FailureReason.CERTIFICATE_TYPE_NOT_SUPPORTED;
            case UNKNOWN_SERVER_NAME -> FailureReason.UNKNOWN_SERVER_NAME;
            case NO_SHARED_APPLICATION_PROTOCOL -> FailureReason.NO_SHARED_APPLICATION_PROTOCOL;
        };
    }

    /// The reason for refusing a certificate, or what would be the reason for it.
    public static FailureReason classify(ClientCertificateRefusal why) {
        return switch (why) {
            case MISSING -> FailureReason.CLIENT_CERTIFICATE_MISSING;
            case INVALID -> FailureReason.CLIENT_CERTIFICATE_INVALID;
            case TOO_LONG -> FailureReason.CLIENT_CERTIFICATE_TOO_LONG;
            case UNSUPPORTED -> FailureReason.CLIENT_CERTIFICATE_UNSUPPORTED;
            case WRONG_USAGE -> FailureReason.CLIENT_CERTIFICATE_WRONG_USAGE;
            case WEAK -> FailureReason.CLIENT_CERTIFICATE_WEAK;
            case CONSTRAINT_VIOLATED -> FailureReason.CLIENT_CERTIFICATE_CONSTRAINT_VIOLATED;
            case EXPIRED -> FailureReason.CLIENT_CERTIFICATE_EXPIRED;
            case NOT_YET_VALID -> FailureReason.CLIENT_CERTIFICATE_NOT_YET_VALID;
            case REVOKED -> FailureReason.CLIENT_CERTIFICATE_REVOKED;
            case REVOCATION_UNKNOWN -> FailureReason.CLIENT_CERTIFICATE_REVOCATION_UNKNOWN;
            case UNKNOWN_CA -> FailureReason.CLIENT_CERTIFICATE_UNKNOWN_CA;
            case NOT_ALLOWED -> FailureReason.CLIENT_CERTIFICATE_NOT_ALLOWED;
        };
    }

    private static FailureReason classify(PeerMisbehaved how) {
        return switch (how) {
            case OMITTED_PSK_KEY_EXCHANGE_MODES,
                    OMITTED_SIGNATURE_ALGORITHMS,
                    OMITTED_SUPPORTED_GROUPS,
                    OMITTED_KEY_SHARE ->
                    FailureReason.MISSING_EXTENSION;
            case SENT_DUPLICATE_EXTENSION,
                    SENT_UNREQUESTED_CERTIFICATE_EXTENSION,
                    SENT_UNKNOWN_CERTIFICATE_STATUS_TYPE,
                    SENT_EXTENSION_OF_ANOTHER_MESSAGE,
                    SENT_PRE_SHARED_KEY_NOT_LAST,
                    SENT_BINDERS_THAT_DO_NOT_MATCH_IDENTITIES,
                    OFFERED_COMPRESSION,
                    OMITTED_NULL_COMPRESSION,
                    OMITTED_UNCOMPRESSED_POINT_FORMAT,
                    SENT_UNKNOWN_MAX_FRAGMENT_LENGTH,
                    SENT_RECORD_SIZE_LIMIT_TOO_SMALL ->
                    FailureReason.ILLEGAL_EXTENSION;
            case SENT_SEVERAL_HOST_NAMES -> FailureReason.INVALID_SERVER_NAME;
            case SENT_DUPLICATE_KEY_SHARES,
                    SENT_KEY_SHARE_FOR_UNLISTED_GROUP,
                    SENT_KEY_SHARES_OUT_OF_ORDER,
                    SENT_INVALID_KEY_SHARE ->
                    FailureReason.ILLEGAL_KEY_SHARE;
            case SENT_UNKNOWN_COOKIE,
                    CHANGED_SECOND_CLIENT_HELLO,
                    IGNORED_REQUESTED_GROUP,
                    SENT_EARLY_DATA_AFTER_RETRY ->
                    FailureReason.INCONSISTENT_SECOND_HELLO;
            case OMITTED_RENEGOTIATION_INFO, SENT_WRONG_RENEGOTIATION_INFO ->
                    FailureReason.INSECURE_RENEGOTIATION;
            case ATTEMPTED_RENEGOTIATION -> FailureReason.RENEGOTIATION_ATTEMPTED;
            case DROPPED_EXTENDED_MASTER_SECRET -> FailureReason.EXTENDED_MASTER_SECRET_DROPPED;
            case SENT_UNKNOWN_CERTIFICATE_CONTEXT -> FailureReason.CLIENT_CERTIFICATE_INVALID;
            case SENT_INCORRECT_CERTIFICATE_VERIFY, SENT_UNREQUESTED_SIGNATURE_SCHEME ->
                    FailureReason.CLIENT_CERTIFICATE_NOT_PROVED;
            case SENT_INCORRECT_BINDER -> FailureReason.TICKET_BINDER_MISMATCH;
            case SENT_INCORRECT_FINISHED -> FailureReason.FINISHED_MISMATCH;
            case SENT_INVALID_KEY_UPDATE -> FailureReason.ILLEGAL_KEY_UPDATE;
            case SENT_OVERSIZED_HANDSHAKE_MESSAGE -> FailureReason.MESSAGE_TOO_LARGE;
            case SENT_OVERSIZED_RECORD -> FailureReason.RECORD_TOO_LARGE;
            case SENT_EMPTY_HANDSHAKE_RECORD, SENT_RECORD_WITHOUT_CONTENT_TYPE ->
                    FailureReason.MALFORMED_RECORD;
            case INTERLEAVED_HANDSHAKE_MESSAGE,
                    SENT_MESSAGE_ACROSS_KEY_CHANGE,
                    SENT_UNPROTECTED_RECORD ->
                    FailureReason.UNEXPECTED_MESSAGE;
            case SENT_ILLEGAL_CHANGE_CIPHER_SPEC -> FailureReason.ILLEGAL_CHANGE_CIPHER_SPEC;
            case SENT_TOO_MUCH_EARLY_DATA -> FailureReason.TOO_MUCH_EARLY_DATA;
            case SENT_TOO_MANY_KEY_UPDATES,
                    SENT_TOO_MANY_EMPTY_RECORDS,
                    SENT_TOO_MANY_WARNING_ALERTS,
                    SENT_TOO_MANY_CHANGE_CIPHER_SPECS ->
                    FailureReason.WASTEFUL_CLIENT;
        };
    }

    /// What a client means by an alert that it sends to a server (RFC 9846, section 6).
    private static FailureReason classifyAlert(int number) {
        AlertDescription description = AlertDescription.find(number);
        if (description == null) {
            return FailureReason.CLIENT_SENT_UNKNOWN_ALERT;
        }
        return switch (description) {
            case CLOSE_NOTIFY, USER_CANCELED -> FailureReason.CLIENT_CLOSED;
            case BAD_CERTIFICATE,
                    UNSUPPORTED_CERTIFICATE,
                    CERTIFICATE_REVOKED,
                    CERTIFICATE_EXPIRED,
                    CERTIFICATE_UNKNOWN,
                    UNKNOWN_CA,
                    BAD_CERTIFICATE_STATUS_RESPONSE ->
                    FailureReason.CLIENT_REJECTED_OUR_CERTIFICATE;
            case DECRYPT_ERROR -> FailureReason.CLIENT_COULD_NOT_VERIFY;
            case HANDSHAKE_FAILURE,
                    PROTOCOL_VERSION,
                    INSUFFICIENT_SECURITY,
                    INAPPROPRIATE_FALLBACK,
                    NO_APPLICATION_PROTOCOL,
                    UNRECOGNIZED_NAME,
                    NO_RENEGOTIATION ->
                    FailureReason.CLIENT_REFUSED_PARAMETERS;
            case UNEXPECTED_MESSAGE,
                    BAD_RECORD_MAC,
                    RECORD_OVERFLOW,
                    ILLEGAL_PARAMETER,
                    DECODE_ERROR,
                    MISSING_EXTENSION,
                    UNSUPPORTED_EXTENSION,
                    UNKNOWN_PSK_IDENTITY,
                    CERTIFICATE_REQUIRED ->
                    FailureReason.CLIENT_REPORTED_PROTOCOL_ERROR;
            case ACCESS_DENIED -> FailureReason.CLIENT_DENIED_ACCESS;
            case INTERNAL_ERROR, GENERAL_ERROR -> FailureReason.CLIENT_INTERNAL_ERROR;
        };
    }
}
