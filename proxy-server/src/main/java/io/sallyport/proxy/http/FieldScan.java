package io.sallyport.proxy.http;

import org.jspecify.annotations.Nullable;

/// Header or trailer fields up to and with the empty line (RFC 9112, section 5). Both count towards
/// the same limits, so that a trailer cannot double what a request may have.
final class FieldScan extends Scan {
    private enum Part {
        LINE_START,
        NAME,
        VALUE,
        VALUE_CR,
        LAST_CR
    }

    private final int mostBytes;
    private final int mostFields;
    private Part part = Part.LINE_START;
    private int bytes;
    private int fields;

    FieldScan(int mostBytes, int mostFields) {
        this.mostBytes = mostBytes;
        this.mostFields = mostFields;
    }

    /// For the next request.
    void reset() {
        bytes = 0;
        fields = 0;
    }

    /// For the fields that begin so many bytes behind the reader.
    void section(int offset) {
        begin(offset);
        part = Part.LINE_START;
    }

    @Override
    @Nullable HttpViolation violationBy(int octet) {
        if (part == Part.LINE_START && octet == '\r') {
            part = Part.LAST_CR;
            return null;
        }
        if (part == Part.LAST_CR) {
            return octet == '\n' ? end() : HttpViolation.BARE_CARRIAGE_RETURN;
        }
        bytes++;
        if (bytes > mostBytes) {
            return HttpViolation.HEADER_TOO_LARGE;
        }
        return switch (part) {
            case LINE_START -> lineStart(octet);
            case NAME -> name(octet);
            case VALUE -> value(octet);
            case VALUE_CR, LAST_CR -> lineEnd(octet);
        };
    }

    private @Nullable HttpViolation lineStart(int octet) {
        if (octet == ' ' || octet == '\t') {
            return HttpViolation.OBSOLETE_FOLDING;
        }
        fields++;
        if (fields > mostFields) {
            return HttpViolation.TOO_MANY_FIELDS;
        }
        part = Part.NAME;
        return octet == ':' ? HttpViolation.INVALID_FIELD_NAME : name(octet);
    }

    private @Nullable HttpViolation name(int octet) {
        if (Octets.isToken(octet)) {
            return null;
        }
        return switch (octet) {
            case ':' -> {
                part = Part.VALUE;
                yield null;
            }
            case ' ', '\t' -> HttpViolation.SPACE_BEFORE_COLON;
            case '\n' -> HttpViolation.BARE_LINE_FEED;
            default -> HttpViolation.INVALID_FIELD_NAME;
        };
    }

    private @Nullable HttpViolation value(int octet) {
        if (octet == '\r') {
            part = Part.VALUE_CR;
            return null;
        }
        if (octet == '\n') {
            return HttpViolation.BARE_LINE_FEED;
        }
        return Octets.isFieldValue(octet) ? null : HttpViolation.INVALID_FIELD_VALUE;
    }

    private @Nullable HttpViolation lineEnd(int octet) {
        part = Part.LINE_START;
        return octet == '\n' ? null : HttpViolation.BARE_CARRIAGE_RETURN;
    }
}
