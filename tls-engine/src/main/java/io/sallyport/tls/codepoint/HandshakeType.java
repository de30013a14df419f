package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// Handshake message types of TLS 1.3 and 1.2 (RFC 9846, section 4; RFC 5246, section 7.4).
public enum HandshakeType implements CodePoint {
    HELLO_REQUEST(0, "hello_request"),
    CLIENT_HELLO(1, "client_hello"),
    SERVER_HELLO(2, "server_hello"),
    NEW_SESSION_TICKET(4, "new_session_ticket"),
    END_OF_EARLY_DATA(5, "end_of_early_data"),
    ENCRYPTED_EXTENSIONS(8, "encrypted_extensions"),
    CERTIFICATE(11, "certificate"),
    SERVER_KEY_EXCHANGE(12, "server_key_exchange"),
    CERTIFICATE_REQUEST(13, "certificate_request"),
    SERVER_HELLO_DONE(14, "server_hello_done"),
    CERTIFICATE_VERIFY(15, "certificate_verify"),
    CLIENT_KEY_EXCHANGE(16, "client_key_exchange"),
    FINISHED(20, "finished"),
    CERTIFICATE_STATUS(22, "certificate_status"),
    KEY_UPDATE(24, "key_update"),
    COMPRESSED_CERTIFICATE(25, "compressed_certificate"),
    MESSAGE_HASH(254, "message_hash");

    private static final CodePointIndex<HandshakeType> BY_CODE = CodePointIndex.of(values());

    private final int code;
    private final String label;

    HandshakeType(int code, String label) {
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
    public static @Nullable HandshakeType find(int code) {
        return BY_CODE.find(code);
    }
}
