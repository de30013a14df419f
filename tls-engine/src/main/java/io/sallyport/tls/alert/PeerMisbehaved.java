package io.sallyport.tls.alert;

import static io.sallyport.tls.codepoint.AlertDescription.DECRYPT_ERROR;
import static io.sallyport.tls.codepoint.AlertDescription.HANDSHAKE_FAILURE;
import static io.sallyport.tls.codepoint.AlertDescription.ILLEGAL_PARAMETER;
import static io.sallyport.tls.codepoint.AlertDescription.MISSING_EXTENSION;
import static io.sallyport.tls.codepoint.AlertDescription.NO_RENEGOTIATION;
import static io.sallyport.tls.codepoint.AlertDescription.RECORD_OVERFLOW;
import static io.sallyport.tls.codepoint.AlertDescription.UNEXPECTED_MESSAGE;
import static io.sallyport.tls.codepoint.AlertDescription.UNSUPPORTED_EXTENSION;

import io.sallyport.tls.codepoint.AlertDescription;

/// Rules that a peer broke, each with the alert that the RFC wants for it. Sections are those of
/// RFC 9846 unless another number stands beside them.
public enum PeerMisbehaved {
    /// An extension twice in one message (section 4.3).
    SENT_DUPLICATE_EXTENSION(ILLEGAL_PARAMETER),
    /// An extension that we know and that has no place in a ClientHello (section 4.3).
    SENT_EXTENSION_OF_ANOTHER_MESSAGE(ILLEGAL_PARAMETER),
    /// `pre_shared_key` before another extension (section 4.3.11).
    SENT_PRE_SHARED_KEY_NOT_LAST(ILLEGAL_PARAMETER),
    /// As many binders as identities are required (section 4.3.11).
    SENT_BINDERS_THAT_DO_NOT_MATCH_IDENTITIES(ILLEGAL_PARAMETER),
    /// `pre_shared_key` without `psk_key_exchange_modes` (section 4.3.9).
    OMITTED_PSK_KEY_EXCHANGE_MODES(MISSING_EXTENSION),
    /// Compression methods other than null alone (section 4.2.2).
    OFFERED_COMPRESSION(ILLEGAL_PARAMETER),
    /// No `signature_algorithms` where a certificate is needed (section 9.2).
    OMITTED_SIGNATURE_ALGORITHMS(MISSING_EXTENSION),
    /// `key_share` without `supported_groups`, or neither (section 9.2).
    OMITTED_SUPPORTED_GROUPS(MISSING_EXTENSION),
    /// `supported_groups` without `key_share` (section 9.2).
    OMITTED_KEY_SHARE(MISSING_EXTENSION),
    /// TLS 1.2 without null among the compression methods (RFC 5246, section 7.4.1.2).
    OMITTED_NULL_COMPRESSION(ILLEGAL_PARAMETER),
    /// Neither `renegotiation_info` nor its cipher suite value: a client of TLS 1.2 that could be made part
    /// of another's connection (RFC 5746, section 3.6).
    OMITTED_RENEGOTIATION_INFO(HANDSHAKE_FAILURE),
    /// A `renegotiation_info` that is not empty in a first handshake (RFC 5746, section 3.6).
    SENT_WRONG_RENEGOTIATION_INFO(HANDSHAKE_FAILURE),
    /// A session with an extended master secret to be resumed without (RFC 7627, section 5.3).
    DROPPED_EXTENDED_MASTER_SECRET(HANDSHAKE_FAILURE),
    /// `ec_point_formats` without the uncompressed one (RFC 8422, section 5.1.2).
    OMITTED_UNCOMPRESSED_POINT_FORMAT(ILLEGAL_PARAMETER),
    /// Two shares for one group (section 4.3.8).
    SENT_DUPLICATE_KEY_SHARES(ILLEGAL_PARAMETER),
    /// A share for a group that `supported_groups` does not list (section 4.3.8).
    SENT_KEY_SHARE_FOR_UNLISTED_GROUP(ILLEGAL_PARAMETER),
    /// Shares in another order than their groups (section 4.3.8).
    SENT_KEY_SHARES_OUT_OF_ORDER(ILLEGAL_PARAMETER),
    /// A share of the wrong length, off its curve, out of its range, or of low order (sections 4.3.8.1,
    /// 4.3.8.2 and 7.4).
    SENT_INVALID_KEY_SHARE(ILLEGAL_PARAMETER),
    /// More than one host name (RFC 6066, section 3).
    SENT_SEVERAL_HOST_NAMES(ILLEGAL_PARAMETER),
    /// A `max_fragment_length` that is none of the four (RFC 6066, section 4).
    SENT_UNKNOWN_MAX_FRAGMENT_LENGTH(ILLEGAL_PARAMETER),
    /// A `record_size_limit` below 64 (RFC 8449, section 4).
    SENT_RECORD_SIZE_LIMIT_TOO_SMALL(ILLEGAL_PARAMETER),
    /// A cookie that we did not hand out (section 4.3.2).
    SENT_UNKNOWN_COOKIE(ILLEGAL_PARAMETER),
    /// A second ClientHello that differs in more than the RFC allows (section 4.2.2).
    CHANGED_SECOND_CLIENT_HELLO(ILLEGAL_PARAMETER),
    /// A second ClientHello without just the share that was asked for (section 4.3.8).
    IGNORED_REQUESTED_GROUP(ILLEGAL_PARAMETER),
    /// `early_data` again after HelloRetryRequest (section 4.3.10).
    SENT_EARLY_DATA_AFTER_RETRY(ILLEGAL_PARAMETER),
    /// A Finished that does not match the transcript (section 4.5.3).
    SENT_INCORRECT_FINISHED(DECRYPT_ERROR),
    /// A binder that is not made with its ticket's key (section 4.3.11.2).
    SENT_INCORRECT_BINDER(DECRYPT_ERROR),
    /// A CertificateVerify that is not by the key of the client's certificate (section 4.5.2; RFC 5246,
    /// section 7.4.8).
    SENT_INCORRECT_CERTIFICATE_VERIFY(DECRYPT_ERROR),
    /// A CertificateVerify by a scheme that CertificateRequest did not list, or for another kind of key
    /// (section 4.5.2; RFC 5246, section 7.4.8).
    SENT_UNREQUESTED_SIGNATURE_SCHEME(ILLEGAL_PARAMETER),
    /// A Certificate for another request than ours (section 4.5.1).
    SENT_UNKNOWN_CERTIFICATE_CONTEXT(ILLEGAL_PARAMETER),
    /// An extension beside a certificate that CertificateRequest did not ask for (section 4.3).
    SENT_UNREQUESTED_CERTIFICATE_EXTENSION(UNSUPPORTED_EXTENSION),
    /// A stapled status of a certificate that is no OCSP response (RFC 6066, section 8).
    SENT_UNKNOWN_CERTIFICATE_STATUS_TYPE(ILLEGAL_PARAMETER),
    /// A new handshake inside an established TLS 1.2 connection, which is never accepted (RFC 5746, section
    /// 5; RFC 5246, section 7.2.2).
    ATTEMPTED_RENEGOTIATION(NO_RENEGOTIATION),
    /// A KeyUpdate whose request is neither 0 nor 1 (section 4.7.3).
    SENT_INVALID_KEY_UPDATE(ILLEGAL_PARAMETER),
    /// A handshake message longer than we accept at this point.
    SENT_OVERSIZED_HANDSHAKE_MESSAGE(ILLEGAL_PARAMETER),
    /// A record longer than the limit in force (sections 5.1 and 5.2; RFC 8449, section 4).
    SENT_OVERSIZED_RECORD(RECORD_OVERFLOW),
    /// A handshake record without content, or an alert under protection without (sections 5.1 and 5.4).
    SENT_EMPTY_HANDSHAKE_RECORD(UNEXPECTED_MESSAGE),
    /// A record whose plaintext holds no content type (section 5.4).
    SENT_RECORD_WITHOUT_CONTENT_TYPE(UNEXPECTED_MESSAGE),
    /// Another record between the parts of a handshake message (section 5.1).
    INTERLEAVED_HANDSHAKE_MESSAGE(UNEXPECTED_MESSAGE),
    /// More bytes in the record after a message that changes keys (section 5.1).
    SENT_MESSAGE_ACROSS_KEY_CHANGE(UNEXPECTED_MESSAGE),
    /// A record in the clear where keys are in force (section 5).
    SENT_UNPROTECTED_RECORD(UNEXPECTED_MESSAGE),
    /// A change_cipher_spec that is not the single byte 1, or comes before the ClientHello or after the
    /// Finished, or under protection (section 5).
    SENT_ILLEGAL_CHANGE_CIPHER_SPEC(UNEXPECTED_MESSAGE),
    /// More early data than a server that rejects it has to skip (section 4.3.10).
    SENT_TOO_MUCH_EARLY_DATA(UNEXPECTED_MESSAGE),
    /// More KeyUpdates without data between them than any honest peer sends.
    SENT_TOO_MANY_KEY_UPDATES(UNEXPECTED_MESSAGE),
    /// More records without content in a row than any honest peer sends.
    SENT_TOO_MANY_EMPTY_RECORDS(UNEXPECTED_MESSAGE),
    /// More `user_canceled` alerts than any honest peer sends.
    SENT_TOO_MANY_WARNING_ALERTS(UNEXPECTED_MESSAGE),
    /// More change_cipher_spec records than middlebox compatibility needs (appendix E.4).
    SENT_TOO_MANY_CHANGE_CIPHER_SPECS(UNEXPECTED_MESSAGE);

    private final AlertDescription alert;

    PeerMisbehaved(AlertDescription alert) {
        this.alert = alert;
    }

    /// What the peer is told.
    public AlertDescription alert() {
        return alert;
    }
}
