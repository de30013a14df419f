package io.sallyport.proxy.interop;

/// What a client may be able to do besides a plain handshake.
enum Feature {
    HELLO_RETRY("HelloRetryRequest"),
    KEY_UPDATE("KeyUpdate"),
    SMALL_RECORDS("small records (record_size_limit or max_fragment_length)"),
    ALPN("ALPN"),
    WILDCARD("SNI, wildcard certificate"),
    REFUSES_UNKNOWN_ISSUER("refuses an unknown issuer");

    private final String title;

    Feature(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
