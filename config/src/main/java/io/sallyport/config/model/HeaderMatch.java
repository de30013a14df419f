package io.sallyport.config.model;

/// What a header field of a request has to be. Several fields of one name count as one, with commas between.
public sealed interface HeaderMatch {
    /// In lower case.
    String name();

    /// It has this value.
    record Exact(String name, String value) implements HeaderMatch {}

    /// The whole value matches, in RE2's syntax.
    record Regex(String name, String regex) implements HeaderMatch {}

    /// It is there, or it is not.
    record Present(String name, boolean present) implements HeaderMatch {}
}
