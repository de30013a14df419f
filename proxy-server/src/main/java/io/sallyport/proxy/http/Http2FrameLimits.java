package io.sallyport.proxy.http;

import io.netty.util.concurrent.Ticker;
import io.sallyport.config.model.Http2FloodLimits;
import io.sallyport.config.model.Rate;

/// Counts the frames of a connection that make work and carry nothing, and says when they are too many.
final class Http2FrameLimits {
    private static final double BYTES_PER_PING = 4096;

    private static final int UPDATES_PER_STREAM = 4;

    private final Ticker clock;
    private final TokenBucket resets;
    private final TokenBucket provoked;
    private final TokenBucket pings;
    private final TokenBucket settings;
    private final TokenBucket priorities;
    private final TokenBucket emptyData;
    private final TokenBucket unknown;
    private final long leastStep;
    private long updatesAllowed;
    private long bytesSent;
    private long updates;

    Http2FrameLimits(Http2FloodLimits floods, Ticker clock) {
        this.clock = clock;
        long now = clock.nanoTime();
        resets = bucket(floods.resets(), now);
        provoked = bucket(floods.provokedResets(), now);
        pings = bucket(floods.pings(), now);
        settings = bucket(floods.settings(), now);
        priorities = bucket(floods.priorities(), now);
        emptyData = bucket(floods.emptyData(), now);
        unknown = bucket(floods.unknownFrames(), now);
        updatesAllowed = floods.windowUpdateBurst();
        leastStep = floods.minWindowUpdate().bytes();
    }

    private static TokenBucket bucket(Rate rate, long now) {
        return new TokenBucket(rate.burst(), rate.perSecond(), now);
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
        if (updates > updatesAllowed + bytesSent / leastStep) {
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
