package io.sallyport.tls.codepoint;

import org.jspecify.annotations.Nullable;

/// Groups for key exchange (RFC 9846, section 4.3.7; hybrids after RFC 10024).
public enum NamedGroup implements CodePoint {
    SECP256R1(23, "secp256r1", Kind.ECDHE),
    SECP384R1(24, "secp384r1", Kind.ECDHE),
    SECP521R1(25, "secp521r1", Kind.ECDHE),
    X25519(29, "x25519", Kind.ECDHE),
    X448(30, "x448", Kind.ECDHE),
    FFDHE2048(256, "ffdhe2048", Kind.FFDHE),
    FFDHE3072(257, "ffdhe3072", Kind.FFDHE),
    FFDHE4096(258, "ffdhe4096", Kind.FFDHE),
    SECP256R1MLKEM768(0x11eb, "SecP256r1MLKEM768", Kind.HYBRID),
    X25519MLKEM768(0x11ec, "X25519MLKEM768", Kind.HYBRID),
    SECP384R1MLKEM1024(0x11ed, "SecP384r1MLKEM1024", Kind.HYBRID);

    private static final CodePointIndex<NamedGroup> BY_CODE = CodePointIndex.of(values());

    private final int code;
    private final String label;
    private final Kind kind;

    /// The family of a group.
    public enum Kind {
        /// Elliptic curves (RFC 8422).
        ECDHE,
        /// Finite fields (RFC 7919).
        FFDHE,
        /// An elliptic curve together with ML-KEM: safe against a later quantum computer.
        HYBRID
    }

    NamedGroup(int code, String label, Kind kind) {
        this.code = code;
        this.label = label;
        this.kind = kind;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /// The value of this number, or null if this engine does not know it.
    public static @Nullable NamedGroup find(int code) {
        return BY_CODE.find(code);
    }
}
