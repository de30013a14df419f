package io.sallyport.config.model;

/// What a client may do on a connection of HTTP/2.
///
/// @param maxConcurrentStreams open at once; at least 1
/// @param streamWindow what one stream may have waiting here; from 65,535 bytes to 2^31-1
/// @param connectionWindow what all streams together may have waiting here; the same
/// @param maxContinuationFrames CONTINUATION frames below 8 KiB that a header may be cut into; at least 1
/// @param floods how often it may do what makes work and carries nothing
public record Http2Limits(
        int maxConcurrentStreams,
        ByteSize streamWindow,
        ByteSize connectionWindow,
        int maxContinuationFrames,
        Http2FloodLimits floods) {
    /// What every connection and every stream has before anybody says anything (RFC 9113, section 6.9.2). A connection's
    /// can only grow from there, and a stream that has less waits for each answer of ours.
    public static final ByteSize SMALLEST_WINDOW = ByteSize.ofBytes(65_535);

    /// RFC 9113, section 6.9.1.
    public static final ByteSize LARGEST_WINDOW = ByteSize.ofBytes(Integer.MAX_VALUE);

    /// As many streams as nginx allows (RFC 9113, section 6.5.2, recommends at least 100); windows as Envoy recommends them
    /// to those who face the Internet.
    public static final Http2Limits DEFAULTS =
            new Http2Limits(
                    128,
                    ByteSize.ofKibibytes(64),
                    ByteSize.ofMebibytes(1),
                    16,
                    Http2FloodLimits.DEFAULTS);

    public Http2Limits {
        requirePositive("maxConcurrentStreams", maxConcurrentStreams);
        requirePositive("maxContinuationFrames", maxContinuationFrames);
        requireWindow("streamWindow", streamWindow);
        requireWindow("connectionWindow", connectionWindow);
    }

    /// The same with another number of streams.
    public Http2Limits withMaxConcurrentStreams(int number) {
        return new Http2Limits(
                number, streamWindow, connectionWindow, maxContinuationFrames, floods);
    }

    /// The same with other windows.
    public Http2Limits withWindows(ByteSize stream, ByteSize connection) {
        return new Http2Limits(
                maxConcurrentStreams, stream, connection, maxContinuationFrames, floods);
    }

    /// The same with another number of CONTINUATION frames.
    public Http2Limits withMaxContinuationFrames(int number) {
        return new Http2Limits(
                maxConcurrentStreams, streamWindow, connectionWindow, number, floods);
    }

    /// The same with other limits on floods.
    public Http2Limits withFloods(Http2FloodLimits other) {
        return new Http2Limits(
                maxConcurrentStreams, streamWindow, connectionWindow, maxContinuationFrames, other);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " of " + value + "; must be at least 1");
        }
    }

    private static void requireWindow(String name, ByteSize value) {
        if (value.compareTo(SMALLEST_WINDOW) < 0 || value.compareTo(LARGEST_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    name
                            + " of "
                            + value
                            + "; must be from "
                            + SMALLEST_WINDOW
                            + " to "
                            + LARGEST_WINDOW);
        }
    }
}
