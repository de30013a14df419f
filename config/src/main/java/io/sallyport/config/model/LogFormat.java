package io.sallyport.config.model;

/// The form of log lines.
public enum LogFormat implements Keyword {
    /// One line for people.
    TEXT("text"),
    /// One JSON object a line.
    JSON("json");

    private final String keyword;

    LogFormat(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
