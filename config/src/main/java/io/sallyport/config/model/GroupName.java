package io.sallyport.config.model;

/// A group for key exchange (RFC 9846, section 4.3.7; hybrids after RFC 10024), as IANA spells it.
public enum GroupName implements Keyword {
    X25519MLKEM768("X25519MLKEM768"),
    SECP256R1MLKEM768("SecP256r1MLKEM768"),
    SECP384R1MLKEM1024("SecP384r1MLKEM1024"),
    X25519("x25519"),
    SECP256R1("secp256r1"),
    SECP384R1("secp384r1"),
    SECP521R1("secp521r1"),
    X448("x448"),
    FFDHE2048("ffdhe2048"),
    FFDHE3072("ffdhe3072"),
    FFDHE4096("ffdhe4096");

    private final String keyword;

    GroupName(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
