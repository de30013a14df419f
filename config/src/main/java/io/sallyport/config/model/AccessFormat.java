package io.sallyport.config.model;

/// The form of lines in the access log.
public enum AccessFormat implements Keyword {
    /// For people.
    TEXT("text"),
    /// One JSON object a line.
    JSON("json"),
    /// The combined log format that Apache httpd and nginx write.
    COMBINED("combined");

    private final String keyword;

    AccessFormat(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
