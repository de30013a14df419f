package io.sallyport.config.model;

/// What becomes of `x-forwarded-client-cert`, in Envoy's words for it.
public enum ClientCertForwarding implements Keyword {
    /// What came is removed, and nothing is sent.
    SANITIZE("sanitize"),
    /// What came is sent on, where the client has shown a certificate.
    FORWARD_ONLY("forward_only"),
    /// What came is sent on, with the client's own certificate added, where it has shown one.
    APPEND_FORWARD("append_forward"),
    /// What came is removed, and the client's own certificate sent, where it has shown one.
    SANITIZE_SET("sanitize_set"),
    /// What came is sent on.
    ALWAYS_FORWARD_ONLY("always_forward_only");

    private final String keyword;

    ClientCertForwarding(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }

    /// Whether anything that came is kept.
    public boolean keeps() {
        return this == FORWARD_ONLY || this == APPEND_FORWARD || this == ALWAYS_FORWARD_ONLY;
    }

    /// Whether it tells of the client's own certificate.
    public boolean tells() {
        return this == APPEND_FORWARD || this == SANITIZE_SET;
    }
}
