package io.sallyport.config.model;

/// A cipher suite of TLS 1.3 (RFC 9846, appendix B.4), as IANA spells it.
public enum CipherSuiteName implements Keyword {
    TLS_AES_128_GCM_SHA256("TLS_AES_128_GCM_SHA256"),
    TLS_AES_256_GCM_SHA384("TLS_AES_256_GCM_SHA384"),
    TLS_CHACHA20_POLY1305_SHA256("TLS_CHACHA20_POLY1305_SHA256");

    private final String keyword;

    CipherSuiteName(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
