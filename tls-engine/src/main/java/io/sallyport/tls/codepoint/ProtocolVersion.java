package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// TLS versions as they stand on the wire (RFC 9846, section 4.3.1 and appendix E), refused ones
/// included, so that a refusal can name what was offered.
public enum ProtocolVersion implements CodePoint {
    SSL_3_0(0x0300, "SSLv3"),
    TLS_1_0(0x0301, "TLSv1"),
    TLS_1_1(0x0302, "TLSv1.1"),
    TLS_1_2(0x0303, "TLSv1.2"),
    TLS_1_3(0x0304, "TLSv1.3");

    private final int code;
    private final String label;

    ProtocolVersion(int code, String label) {
        this.code = code;
        this.label = label;
    }

    @Override
    public int code() {
        return code;
    }

    /// The name that nginx and OpenSSL use.
    @Override
    public String label() {
        return label;
    }

    public static @Nullable ProtocolVersion find(int code) {
        return switch (code) {
            case 0x0300 -> SSL_3_0;
            case 0x0301 -> TLS_1_0;
            case 0x0302 -> TLS_1_1;
            case 0x0303 -> TLS_1_2;
            case 0x0304 -> TLS_1_3;
            default -> null;
        };
    }
}
