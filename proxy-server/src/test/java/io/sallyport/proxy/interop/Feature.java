package io.sallyport.proxy.interop;

/// What a client may be able to do besides a plain handshake.
enum Feature {
    HELLO_RETRY("HelloRetryRequest"),
    KEY_UPDATE("KeyUpdate"),
    SMALL_RECORDS("small records (record_size_limit or max_fragment_length)"),
    ALPN("ALPN"),
    WILDCARD("SNI, wildcard certificate"),
    REFUSES_UNKNOWN_ISSUER("refuses an unknown issuer"),
    TICKET("TLS 1.2: resumes by ticket"),
    SESSION_ID("TLS 1.2: resumes by session id");

    private final String title;

    Feature(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// Whether the client connects twice, and resumes its session the second time.
    boolean resumes() {
        return this == TICKET || this == SESSION_ID;
    }
}
