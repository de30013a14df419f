package io.sallyport.proxy.http;

import io.netty.util.concurrent.Ticker;

/// Counts the frames of a connection that make work and carry nothing, and says when they are too many. The numbers
/// are many times what browsers and the clients of gRPC send.
final class Http2FrameLimits {
    private static final int MANY = 200;
    private static final int FEW = 100;
    private static final int MANY_A_SECOND = 20;
    private static final int FEW_A_SECOND = 10;

    /// Clients of gRPC measure the way by a PING for each round trip in which data came.
    private static final int PINGS = 1000;

    private static final int PINGS_A_SECOND = 100;
    private static final double BYTES_PER_PING = 4096;

    /// Updates that a client may send before anything was sent to it, and for each of its requests.
    private static final int FREE_UPDATES = 1000;

    private static final int UPDATES_PER_STREAM = 4;

    /// Clients open a window again when half of it is used; a window is 64 KiB by default.
    private static final int LEAST_STEP = 256;

    private final Ticker clock;
    private final TokenBucket resets;
    private final TokenBucket provoked;
    private final TokenBucket pings;
    private final TokenBucket settings;
    private final TokenBucket priorities;
    private final TokenBucket emptyData;
    private final TokenBucket unknown;
    private long updatesAllowed = FREE_UPDATES;
    private long bytesSent;
    private long updates;

    Http2FrameLimits(Ticker clock) {
        this.clock = clock;
        long now = clock.nanoTime();
        resets = new TokenBucket(MANY, MANY_A_SECOND, now);
        provoked = new TokenBucket(FEW, FEW_A_SECOND, now);
        pings = new TokenBucket(PINGS, PINGS_A_SECOND, now);
        settings = new TokenBucket(FEW, FEW_A_SECOND, now);
        priorities = new TokenBucket(MANY, MANY_A_SECOND, now);
        emptyData = new TokenBucket(FEW, FEW_A_SECOND, now);
        unknown = new TokenBucket(FEW, FEW_A_SECOND, now);
    }

    void reset() throws Http2Flood {
        take(resets, Http2Failure.RAPID_RESET);
    }

    /// We had to reset a stream because of what the client sent.
    void provoked() throws Http2Flood {
        take(provoked, Http2Failure.PROVOKED_RESETS);
    }

    void ping() throws Http2Flood {
        take(pings, Http2Failure.PING_FLOOD);
    }

    void settings() throws Http2Flood {
        take(settings, Http2Failure.SETTINGS_FLOOD);
    }

    /// The frame, or a HEADERS frame that has the same in it. Each new stream may have one.
    void priority() throws Http2Flood {
        take(priorities, Http2Failure.PRIORITY_FLOOD);
    }

    /// Without the flag that ends the stream.
    void emptyData() throws Http2Flood {
        take(emptyData, Http2Failure.EMPTY_DATA_FLOOD);
    }

    void unknown() throws Http2Flood {
        take(unknown, Http2Failure.UNKNOWN_FRAME_FLOOD);
    }

    void windowUpdate() throws Http2Flood {
        updates++;
        if (updates > updatesAllowed + bytesSent / LEAST_STEP) {
            throw new Http2Flood(Http2Failure.WINDOW_UPDATE_FLOOD);
        }
    }

    void streamBegun() {
        updatesAllowed += UPDATES_PER_STREAM;
    }

    void sent(int bytes) {
        bytesSent += bytes;
        pings.give(bytes / BYTES_PER_PING);
    }

    /// A frame with some of a body came.
    void dataReceived() {
        pings.give(1);
    }

    private void take(TokenBucket bucket, Http2Failure otherwise) throws Http2Flood {
        if (!bucket.take(clock.nanoTime())) {
            throw new Http2Flood(otherwise);
        }
    }
}
