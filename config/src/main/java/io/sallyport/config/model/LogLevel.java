package io.sallyport.config.model;

/// The least important log line that is still written.
public enum LogLevel implements Keyword {
    /// Only what needs somebody's attention.
    ERROR("error"),
    /// And what may need it soon.
    WARN("warn"),
    /// And what an operator wants to know of normal work.
    INFO("info"),
    /// And what helps to find a fault in this program.
    DEBUG("debug"),
    /// Everything.
    TRACE("trace");

    private final String keyword;

    LogLevel(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
