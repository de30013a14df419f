package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.Compression;
import io.sallyport.config.model.ContentCoding;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.ValueType;
import java.util.List;

/// Keys under `listeners.NAME.routes[].compression`.
final class CompressionKeys {
    static final Key<List<ContentCoding>> CODINGS =
            Key.mandatory(
                    "codings",
                    new ValueType.OneOrMore<>(Types.word(ContentCoding.class)),
                    Change.LIVE,
                    "What to compress by, the preferred first; the first that a client takes is used.");

    static final Key<ByteSize> MIN_SIZE =
            Key.defaulting(
                    "min_size",
                    Types.size(ByteSize.parse("0B"), ByteSize.ofMebibytes(16)),
                    Compression.DEFAULT_MIN_SIZE,
                    Change.LIVE,
                    "Answers that say that they are smaller are left alone.");

    static final Section SECTION = Section.of(List.of(CODINGS, MIN_SIZE));

    private CompressionKeys() {}
}
