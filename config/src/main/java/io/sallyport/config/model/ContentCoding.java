package io.sallyport.config.model;

/// What the body of an answer can be compressed by, under its name in HTTP.
public enum ContentCoding implements Keyword {
    /// RFC 8878.
    ZSTD("zstd"),
    /// RFC 7932.
    BR("br"),
    /// RFC 1952.
    GZIP("gzip");

    private final String keyword;

    ContentCoding(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
