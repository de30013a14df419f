package io.sallyport.proxy.interop;

/// What a client may be able to do besides a plain handshake.
enum Feature {
    HELLO_RETRY("HelloRetryRequest"),
    KEY_UPDATE("KeyUpdate, answered by ours"),
    SMALL_RECORDS("record_size_limit"),
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
