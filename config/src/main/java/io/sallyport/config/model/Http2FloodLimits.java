package io.sallyport.config.model;

/// How often a client of HTTP/2 may do on one connection what makes work and carries nothing. Who exceeds one of them
/// loses the connection.
///
/// @param resets of streams that the client began
/// @param provokedResets of streams that had to be reset because of what the client sent
/// @param pings PING frames; those that data earns come on top
/// @param settings SETTINGS frames
/// @param priorities PRIORITY frames
/// @param emptyData DATA frames without data that do not end their stream
/// @param unknownFrames of types that are not known
/// @param windowUpdateBurst WINDOW_UPDATE frames before anything was sent to the client; at least 1
/// @param minWindowUpdate for each so many bytes that are sent to it, one more; at least 1
public record Http2FloodLimits(
        Rate resets,
        Rate provokedResets,
        Rate pings,
        Rate settings,
        Rate priorities,
        Rate emptyData,
        Rate unknownFrames,
        int windowUpdateBurst,
        ByteSize minWindowUpdate) {
    private static final Rate FEW = new Rate(10, 100);
    private static final Rate MANY = new Rate(20, 200);

    /// Clients of gRPC measure the way by a PING for each round trip in which data came.
    private static final Rate OF_PINGS = new Rate(100, 1000);

    /// Many times what browsers and the clients of gRPC send: they open a window again when half of it is used, and a
    /// window has 64 KiB if they say nothing.
    public static final Http2FloodLimits DEFAULTS =
            new Http2FloodLimits(
                    MANY, FEW, OF_PINGS, FEW, MANY, FEW, FEW, 1000, ByteSize.ofBytes(256));

    public Http2FloodLimits {
        if (windowUpdateBurst < 1 || minWindowUpdate.bytes() < 1) {
            throw new IllegalArgumentException(
                    "a burst of "
                            + windowUpdateBurst
                            + " window updates, and one for each "
                            + minWindowUpdate
                            + "; at least 1 each");
        }
    }

    /// The same with the same rate for all kinds of frames that have one.
    public Http2FloodLimits withAll(Rate rate) {
        return new Http2FloodLimits(
                rate, rate, rate, rate, rate, rate, rate, windowUpdateBurst, minWindowUpdate);
    }

    /// The same with other limits on WINDOW_UPDATE frames.
    public Http2FloodLimits withWindowUpdates(int burst, ByteSize smallest) {
        return new Http2FloodLimits(
                resets,
                provokedResets,
                pings,
                settings,
                priorities,
                emptyData,
                unknownFrames,
                burst,
                smallest);
    }
}
