package io.sallyport.config.model;

import java.util.List;

/// How answers are compressed.
///
/// @param codings at least one, the preferred first
/// @param minSize of an answer, as far as it is known beforehand
public record Compression(List<ContentCoding> codings, ByteSize minSize) {
    /// Below it, little is won, and often nothing: it all fits into one packet anyhow.
    public static final ByteSize DEFAULT_MIN_SIZE = ByteSize.ofKibibytes(1);

    public Compression {
        codings = List.copyOf(codings);
        if (codings.isEmpty()) {
            throw new IllegalArgumentException("no codings; compression needs at least one");
        }
    }
}
