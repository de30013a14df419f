package io.sallyport.config.model;

/// Whether clients are asked for a certificate, and what becomes of one that is not good.
public enum ClientAuthMode implements Keyword {
    /// They are not asked.
    NONE("none"),
    /// They are asked, and let in whatever comes of it: what `required` would refuse is counted and logged.
    OBSERVE("observe"),
    /// They are asked, and refused if they show one that is not good.
    OPTIONAL("optional"),
    /// They are refused unless they show a good one.
    REQUIRED("required");

    private final String keyword;

    ClientAuthMode(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String keyword() {
        return keyword;
    }
}
