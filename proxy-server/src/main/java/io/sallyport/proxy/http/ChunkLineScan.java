package io.sallyport.proxy.http;

import org.jspecify.annotations.Nullable;

/// The line before a chunk: its size and perhaps extensions (RFC 9112, section 7.1). Extensions must
/// be ignored, so they are read and dropped; Netty looks at their grammar.
final class ChunkLineScan extends Scan {
    /// Enough for any size below 2 GiB, with a few zeros before.
    private static final int MOST_DIGITS = 8;

    /// For all chunks of a request: extensions are work without a use.
    static final int MOST_EXTENSION_BYTES = 4 << 10;

    private enum Part {
        SIZE,
        EXTENSION,
        CR
    }

    private Part part = Part.SIZE;
    private int digits;
    private long size;
    private int extensionBytes;

    /// For the next request.
    void reset() {
        extensionBytes = 0;
    }

    /// For the chunk whose line begins at the reader.
    void next() {
        begin(0);
        part = Part.SIZE;
        digits = 0;
        size = 0;
    }

    /// What the line says, in bytes.
    int size() {
        return (int) size;
    }

    @Override
    @Nullable HttpViolation violationBy(int octet) {
        if (part == Part.CR) {
            return octet == '\n' ? end() : HttpViolation.BARE_CARRIAGE_RETURN;
        }
        if (octet == '\n') {
            return HttpViolation.BARE_LINE_FEED;
        }
        if (octet == '\r') {
            part = Part.CR;
            return digits == 0 ? HttpViolation.INVALID_CHUNK_SIZE : null;
        }
        return part == Part.SIZE ? size(octet) : extension(octet);
    }

    private @Nullable HttpViolation size(int octet) {
        if (octet == ';' && digits > 0) {
            part = Part.EXTENSION;
            return extension(octet);
        }
        int digit = octet < 128 ? Character.digit(octet, 16) : -1;
        digits++;
        size = 16 * size + digit;
        return digit < 0 || digits > MOST_DIGITS || size > Integer.MAX_VALUE
                ? HttpViolation.INVALID_CHUNK_SIZE
                : null;
    }

    private @Nullable HttpViolation extension(int octet) {
        extensionBytes++;
        return Octets.isFieldValue(octet) && extensionBytes <= MOST_EXTENSION_BYTES
                ? null
                : HttpViolation.INVALID_CHUNK_EXTENSION;
    }
}
