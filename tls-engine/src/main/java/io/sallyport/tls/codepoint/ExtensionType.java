package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// Extensions that this engine reads, writes, or must recognise in order to refuse them where they
/// do not belong (RFC 9846, section 4.3).
public enum ExtensionType implements CodePoint {
    SERVER_NAME(0, "server_name"),
    MAX_FRAGMENT_LENGTH(1, "max_fragment_length"),
    STATUS_REQUEST(5, "status_request"),
    SUPPORTED_GROUPS(10, "supported_groups"),
    EC_POINT_FORMATS(11, "ec_point_formats"),
    SIGNATURE_ALGORITHMS(13, "signature_algorithms"),
    APPLICATION_LAYER_PROTOCOL_NEGOTIATION(16, "application_layer_protocol_negotiation"),
    SIGNED_CERTIFICATE_TIMESTAMP(18, "signed_certificate_timestamp"),
    PADDING(21, "padding"),
    ENCRYPT_THEN_MAC(22, "encrypt_then_mac"),
    EXTENDED_MASTER_SECRET(23, "extended_master_secret"),
    COMPRESS_CERTIFICATE(27, "compress_certificate"),
    RECORD_SIZE_LIMIT(28, "record_size_limit"),
    SESSION_TICKET(35, "session_ticket"),
    PRE_SHARED_KEY(41, "pre_shared_key"),
    EARLY_DATA(42, "early_data"),
    SUPPORTED_VERSIONS(43, "supported_versions"),
    COOKIE(44, "cookie"),
    PSK_KEY_EXCHANGE_MODES(45, "psk_key_exchange_modes"),
    CERTIFICATE_AUTHORITIES(47, "certificate_authorities"),
    OID_FILTERS(48, "oid_filters"),
    POST_HANDSHAKE_AUTH(49, "post_handshake_auth"),
    SIGNATURE_ALGORITHMS_CERT(50, "signature_algorithms_cert"),
    KEY_SHARE(51, "key_share"),
    ENCRYPTED_CLIENT_HELLO(0xfe0d, "encrypted_client_hello"),
    RENEGOTIATION_INFO(0xff01, "renegotiation_info");

    private static final CodePointIndex<ExtensionType> BY_CODE = CodePointIndex.of(values());

    private final int code;
    private final String label;

    ExtensionType(int code, String label) {
        this.code = code;
        this.label = label;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String label() {
        return label;
    }

    /// The value of this number, or null if this engine does not know it.
    public static @Nullable ExtensionType find(int code) {
        return BY_CODE.find(code);
    }
}
