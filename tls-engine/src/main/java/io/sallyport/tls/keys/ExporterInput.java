package io.sallyport.tls.keys;

/// What an exporter may be asked for.
final class ExporterInput {
    /// What HKDF-Expand-Label has room for beside its prefix (RFC 9846, section 7.1).
    private static final int LONGEST_LABEL = 249;

    /// RFC 5869, section 2.3.
    private static final int MOST_BLOCKS = 255;

    private ExporterInput() {}

    /// @throws IllegalArgumentException if the label or the length is out of its range
    static void check(String label, int length, int hashLength) {
        if (label.isEmpty()
                || label.length() > LONGEST_LABEL
                || !label.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "label: \"" + label + "\" (expected: 1 to 249 printable ASCII characters)");
        }
        int most = MOST_BLOCKS * hashLength;
        if (length < 1 || length > most) {
            throw new IllegalArgumentException(
                    "length: " + length + " (expected: 1 to " + most + ")");
        }
    }
}
