package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// What a record carries (RFC 9846, section 5.1).
public enum ContentType implements CodePoint {
    CHANGE_CIPHER_SPEC(20, "change_cipher_spec"),
    ALERT(21, "alert"),
    HANDSHAKE(22, "handshake"),
    APPLICATION_DATA(23, "application_data");

    private final int code;
    private final String label;

    ContentType(int code, String label) {
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

    public static @Nullable ContentType find(int code) {
        return switch (code) {
            case 20 -> CHANGE_CIPHER_SPEC;
            case 21 -> ALERT;
            case 22 -> HANDSHAKE;
            case 23 -> APPLICATION_DATA;
            default -> null;
        };
    }
}
