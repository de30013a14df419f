package io.sallyport.proxy.http;

import org.jspecify.annotations.Nullable;

/// The request line, after some empty lines (RFC 9112, sections 2.2 and 3). Its parts have single
/// spaces between; the version is one of two.
final class RequestLineScan extends Scan {
    /// Old clients send one line end too many after a body. More than these nobody does.
    private static final int MOST_EMPTY_LINES = 4;

    private static final String VERSION_PATTERN = "HTTP/0.0";

    private enum Part {
        BEFORE,
        BEFORE_CR,
        METHOD,
        TARGET,
        VERSION,
        CR
    }

    private final int limit;
    private Part part = Part.BEFORE;
    private int emptyLines;
    private int size;
    private int partSize;
    private int major;
    private int minor;

    RequestLineScan(int limit) {
        this.limit = limit;
    }

    /// For the next request, which begins where the reader stands.
    void reset() {
        begin(0);
        part = Part.BEFORE;
        emptyLines = 0;
        size = 0;
        partSize = 0;
    }

    /// The bytes of the empty lines.
    int emptyLength() {
        return 2 * emptyLines;
    }

    @Override
    @Nullable HttpViolation violationBy(int octet) {
        return switch (part) {
            case BEFORE -> before(octet);
            case BEFORE_CR -> emptyLine(octet);
            case METHOD, TARGET, VERSION -> line(octet);
            case CR -> lineEnd(octet);
        };
    }

    private @Nullable HttpViolation before(int octet) {
        if (octet == '\r') {
            part = Part.BEFORE_CR;
            return null;
        }
        part = Part.METHOD;
        return line(octet);
    }

    private @Nullable HttpViolation emptyLine(int octet) {
        if (octet != '\n') {
            return HttpViolation.BARE_CARRIAGE_RETURN;
        }
        part = Part.BEFORE;
        emptyLines++;
        return emptyLines > MOST_EMPTY_LINES ? HttpViolation.EMPTY_LINES : null;
    }

    private @Nullable HttpViolation line(int octet) {
        if (octet == '\n') {
            return HttpViolation.BARE_LINE_FEED;
        }
        if (octet == '\r') {
            // Whether the line is whole is asked at its end: without an LF, that is the fault.
            partSize = part == Part.VERSION ? partSize : 0;
            part = Part.CR;
            return null;
        }
        size++;
        if (size > limit) {
            return HttpViolation.REQUEST_LINE_TOO_LONG;
        }
        if (octet == ' ') {
            return space();
        }
        partSize++;
        return switch (part) {
            case METHOD -> Octets.isToken(octet) ? null : HttpViolation.INVALID_METHOD;
            case TARGET -> Octets.isTarget(octet) ? null : HttpViolation.INVALID_TARGET;
            default -> version(octet);
        };
    }

    private @Nullable HttpViolation space() {
        if (part == Part.VERSION || partSize == 0) {
            return HttpViolation.INVALID_REQUEST_LINE;
        }
        part = part == Part.METHOD ? Part.TARGET : Part.VERSION;
        partSize = 0;
        return null;
    }

    private @Nullable HttpViolation version(int octet) {
        if (partSize > VERSION_PATTERN.length()) {
            return HttpViolation.INVALID_REQUEST_LINE;
        }
        char expected = VERSION_PATTERN.charAt(partSize - 1);
        if (expected != '0') {
            return octet == expected ? null : HttpViolation.INVALID_REQUEST_LINE;
        }
        major = minor;
        minor = octet - '0';
        return Octets.isDigit(octet) ? null : HttpViolation.INVALID_REQUEST_LINE;
    }

    private @Nullable HttpViolation lineEnd(int octet) {
        if (octet != '\n') {
            return HttpViolation.BARE_CARRIAGE_RETURN;
        }
        if (partSize != VERSION_PATTERN.length()) {
            return HttpViolation.INVALID_REQUEST_LINE;
        }
        return major == 1 && minor <= 1 ? end() : HttpViolation.UNSUPPORTED_VERSION;
    }
}
