package io.sallyport.config.model;

/// What happens to a client that asks for a server name no certificate covers.
public enum UnknownServerName implements Keyword {
    /// It gets the first certificate of the listener.
    DEFAULT("default"),
    /// It gets the alert `unrecognized_name` (RFC 6066, section 3).
    REFUSE("refuse");

    private final String keyword;

    UnknownServerName(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
