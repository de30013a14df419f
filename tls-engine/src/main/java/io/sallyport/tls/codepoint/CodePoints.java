package io.sallyport.tls.codepoint;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// An immutable list of numbers as a peer sent them, in its order, known to us or not.
public final class CodePoints {

    /// The list without elements: an extension that was absent.
    public static final CodePoints NONE = new CodePoints(new int[0]);

    private final int[] values;

    private CodePoints(int[] values) {
        this.values = values;
    }

    /// A list of the given numbers; the array is copied.
    public static CodePoints of(int... values) {
        return values.length == 0 ? NONE : new CodePoints(values.clone());
    }

    /// The numbers of the given registered values.
    public static CodePoints of(Collection<? extends CodePoint> values) {
        return of(values.stream().mapToInt(CodePoint::code).toArray());
    }

    public int size() {
        return values.length;
    }

    public boolean isEmpty() {
        return values.length == 0;
    }

    /// The number at `index`.
    ///
    /// @throws IndexOutOfBoundsException if there is none
    public int at(int index) {
        return values[index];
    }

    public boolean contains(int value) {
        return indexOf(value) >= 0;
    }

    public boolean contains(CodePoint value) {
        return contains(value.code());
    }

    /// The first position of `value`, or -1.
    public int indexOf(int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /// Whether a number stands in the list more than once. Takes time that hardly grows by more than the length,
    /// however long a list the peer sends.
    public boolean hasDuplicates() {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return true;
            }
        }
        return false;
    }

    public IntStream stream() {
        return Arrays.stream(values);
    }

    /// The list in words: the registered name where `find` knows one, hexadecimal otherwise.
    public List<String> labels(IntFunction<? extends @Nullable CodePoint> find) {
        return stream().mapToObj(value -> label(value, find)).toList();
    }

    /// One number in words: its registered name, `GREASE`, or hexadecimal.
    public static String label(int value, IntFunction<? extends @Nullable CodePoint> find) {
        CodePoint known = find.apply(value);
        if (known != null) {
            return known.label();
        }
        return isGrease(value) ? "GREASE" : String.format(Locale.ROOT, "0x%04x", value);
    }

    /// Whether a 16-bit number is one of those that clients send to keep servers tolerant
    /// (RFC 8701, section 2).
    public static boolean isGrease(int value) {
        return (value & 0x0f0f) == 0x0a0a && (value >>> 8) == (value & 0xff);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CodePoints that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /// The numbers in hexadecimal.
    @Override
    public String toString() {
        return stream()
                .mapToObj(value -> String.format(Locale.ROOT, "0x%04x", value))
                .toList()
                .toString();
    }
}
