package io.sallyport.config.schema;

import java.util.List;

/// A form in which a single value may be written; for the JSON Schema and the check of quotes.
public sealed interface Shape {
    /// Any text, or one that matches a pattern.
    ///
    /// @param pattern an ECMA 262 regular expression for the whole text; empty: any
    record Text(String pattern) implements Shape {}

    /// A whole number, without quotes.
    record Whole(long lowest, long highest) implements Shape {}

    /// A number with or without a fraction, without quotes.
    record Decimal(long lowest, long highest) implements Shape {}

    /// `true` or `false`, without quotes.
    record Flag() implements Shape {}

    /// One of some words.
    record Words(List<String> words) implements Shape {
        public Words {
            words = List.copyOf(words);
        }
    }
}
