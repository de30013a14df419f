package io.sallyport.tls.codepoint;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the constant of an enum by its registered number.
final class CodePointIndex<T extends CodePoint> {
    private final Map<Integer, T> byCode = new HashMap<>();

    private CodePointIndex() {}

    static <T extends CodePoint> CodePointIndex<T> of(T[] values) {
        CodePointIndex<T> index = new CodePointIndex<>();
        for (T value : values) {
            index.byCode.put(value.code(), value);
        }
        return index;
    }

    @Nullable T find(int code) {
        return byCode.get(code);
    }
}
