package io.sallyport.config.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes.
///
/// @param bytes never negative
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,18})(B|KiB|MiB|GiB)");
    private static final String REMEDY = "write a number and a unit, such as 512B, 16KiB or 1MiB";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("size of " + bytes + " bytes; must not be negative");
        }
    }

    /// A number of bytes.
    public static ByteSize ofBytes(long bytes) {
        return new ByteSize(bytes);
    }

    /// A number of KiB, 1,024 bytes each.
    public static ByteSize ofKibibytes(long kibibytes) {
        return new ByteSize(Math.multiplyExact(kibibytes, 1L << 10));
    }

    /// A number of MiB, 1,048,576 bytes each.
    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /// Reads sizes such as `512B`, `16KiB`, `1MiB` and `2GiB`.
    ///
    /// @throws InvalidValueException when the text is none
    public static ByteSize parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValueException(text, "is not a size", REMEDY);
        }
        try {
            return new ByteSize(
                    Math.multiplyExact(Long.parseLong(matcher.group(1)), unit(matcher.group(2))));
        } catch (ArithmeticException _) {
            throw new InvalidValueException(text, "is too large a size", REMEDY);
        }
    }

    /// As `int`, for buffers.
    ///
    /// @throws ArithmeticException from 2 GiB on
    public int toIntExact() {
        return Math.toIntExact(bytes);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /// In the largest unit that needs no fraction; [#parse(String)] reads it.
    @Override
    public String toString() {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            if (bytes > 0 && bytes % unit(unit) == 0) {
                return bytes / unit(unit) + unit;
            }
        }
        return bytes + "B";
    }

    private static long unit(String name) {
        return switch (name) {
            case "GiB" -> 1L << 30;
            case "MiB" -> 1L << 20;
            case "KiB" -> 1L << 10;
            default -> 1;
        };
    }
}
