package io.sallyport.proxy.route;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/// What a header field has to be.
public sealed interface FieldPattern {
    /// In lower case.
    String name();

    /// @param value of all fields of that name, with commas between; null if there are none
    boolean matches(@Nullable String value);

    /// It has this value.
    record Exact(String name, String value) implements FieldPattern {
        @Override
        public boolean matches(@Nullable String candidate) {
            return value.equals(candidate);
        }
    }

    /// An expression for the whole value.
    record Regex(String name, Pattern pattern) implements FieldPattern {
        @Override
        public boolean matches(@Nullable String candidate) {
            return candidate != null && pattern.matches(candidate);
        }
    }

    /// It is there, or it is not.
    record Present(String name, boolean present) implements FieldPattern {
        @Override
        public boolean matches(@Nullable String candidate) {
            return present == (candidate != null);
        }
    }
}
