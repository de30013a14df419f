package io.sallyport.config.keys;

import io.sallyport.config.model.ByteSize;
import io.sallyport.config.model.Http2FloodLimits;
import io.sallyport.config.model.Http2Limits;
import io.sallyport.config.model.Rate;
import io.sallyport.config.schema.Change;
import io.sallyport.config.schema.Key;
import io.sallyport.config.schema.Section;
import io.sallyport.config.schema.Types;
import io.sallyport.config.schema.Values;
import java.util.List;

/// Keys under `listeners.NAME.limits.http2`.
final class Http2LimitKeys {
    private static final int MANY = 1_000_000;

    /// Below it, an honest client could be ended by what the beginning and the end of a connection take.
    private static final int LEAST_BURST = 10;

    private static final Http2FloodLimits FLOODS = Http2FloodLimits.DEFAULTS;

    static final Key<Integer> MAX_CONCURRENT_STREAMS =
            Key.defaulting(
                    "max_concurrent_streams",
                    Types.whole(1, MANY),
                    Http2Limits.DEFAULTS.maxConcurrentStreams(),
                    Change.LIVE,
                    """
                    How many requests of a connection may be under way at once; further ones are
                    refused, so that the client makes them later. Below 100, browsers wait for each
                    other's answers. (nginx: `http2_max_concurrent_streams`; Envoy:
                    `max_concurrent_streams`.)
                    """);

    static final Key<ByteSize> INITIAL_STREAM_WINDOW_SIZE =
            Key.defaulting(
                    "initial_stream_window_size",
                    Types.size(Http2Limits.SMALLEST_WINDOW, Http2Limits.LARGEST_WINDOW),
                    Http2Limits.DEFAULTS.streamWindow(),
                    Change.LIVE,
                    """
                    How many bytes of one request's body the client may send beyond what the server
                    has taken. Larger windows make uploads over long ways faster. (Envoy: the same
                    name; nginx: `http2_body_preread_size`.)
                    """);

    static final Key<ByteSize> INITIAL_CONNECTION_WINDOW_SIZE =
            Key.defaulting(
                    "initial_connection_window_size",
                    Types.size(Http2Limits.SMALLEST_WINDOW, Http2Limits.LARGEST_WINDOW),
                    Http2Limits.DEFAULTS.connectionWindow(),
                    Change.LIVE,
                    """
                    The same for all requests of a connection together: at worst so much memory is
                    taken for each connection. (Envoy: the same name.)
                    """);

    static final Key<Integer> MAX_CONTINUATION_FRAMES =
            Key.defaulting(
                    "max_continuation_frames",
                    Types.whole(1, 10_000),
                    Http2Limits.DEFAULTS.maxContinuationFrames(),
                    Change.LIVE,
                    """
                    How many CONTINUATION frames below 8 KiB a header may have; what is in them is
                    bounded by `max_header_size`.
                    """);

    static final Key<Integer> RESETS_PER_SECOND =
            perSecond(
                    "resets_per_second",
                    FLOODS.resets(),
                    """
                    How often the client may reset streams that it began, in the long run: the rapid
                    reset attack does so. This and what follows is for each connection; who exceeds
                    one of them is told `ENHANCE_YOUR_CALM` and loses the connection.
                    """);

    static final Key<Integer> RESET_BURST =
            burst("reset_burst", FLOODS.resets(), "How many such resets may come at once.");

    static final Key<Integer> PROVOKED_RESETS_PER_SECOND =
            perSecond(
                    "provoked_resets_per_second",
                    FLOODS.provokedResets(),
                    "How often the client may send what a stream has to be reset for.");

    static final Key<Integer> PROVOKED_RESET_BURST =
            burst(
                    "provoked_reset_burst",
                    FLOODS.provokedResets(),
                    "How many such resets may come at once.");

    static final Key<Integer> PINGS_PER_SECOND =
            perSecond(
                    "pings_per_second",
                    FLOODS.pings(),
                    """
                    How many PING frames may come in the long run, besides one for each frame of a
                    body and each 4 KiB of answers.
                    """);

    static final Key<Integer> PING_BURST =
            burst("ping_burst", FLOODS.pings(), "How many PING frames may come at once.");

    static final Key<Integer> SETTINGS_PER_SECOND =
            perSecond(
                    "settings_per_second",
                    FLOODS.settings(),
                    "How many SETTINGS frames may come in the long run.");

    static final Key<Integer> SETTINGS_BURST =
            burst(
                    "settings_burst",
                    FLOODS.settings(),
                    "How many SETTINGS frames may come at once.");

    static final Key<Integer> PRIORITIES_PER_SECOND =
            perSecond(
                    "priorities_per_second",
                    FLOODS.priorities(),
                    """
                    How many PRIORITY frames may come in the long run; they are not followed. (Envoy:
                    `max_inbound_priority_frames_per_stream`.)
                    """);

    static final Key<Integer> PRIORITY_BURST =
            burst(
                    "priority_burst",
                    FLOODS.priorities(),
                    "How many PRIORITY frames may come at once.");

    static final Key<Integer> EMPTY_DATA_PER_SECOND =
            perSecond(
                    "empty_data_per_second",
                    FLOODS.emptyData(),
                    """
                    How many DATA frames without data that end nothing may come in the long run. (Envoy:
                    `max_consecutive_inbound_frames_with_empty_payload`.)
                    """);

    static final Key<Integer> EMPTY_DATA_BURST =
            burst("empty_data_burst", FLOODS.emptyData(), "How many of them may come at once.");

    static final Key<Integer> UNKNOWN_FRAMES_PER_SECOND =
            perSecond(
                    "unknown_frames_per_second",
                    FLOODS.unknownFrames(),
                    "How many frames of unknown types may come in the long run; they are ignored.");

    static final Key<Integer> UNKNOWN_FRAME_BURST =
            burst(
                    "unknown_frame_burst",
                    FLOODS.unknownFrames(),
                    "How many of them may come at once.");

    static final Key<Integer> WINDOW_UPDATE_BURST =
            Key.defaulting(
                    "window_update_burst",
                    Types.whole(LEAST_BURST, MANY),
                    FLOODS.windowUpdateBurst(),
                    Change.LIVE,
                    """
                    How many WINDOW_UPDATE frames may come before anything was sent, besides four for
                    each request. (Envoy:
                    `max_inbound_window_update_frames_per_data_frame_sent`.)
                    """);

    static final Key<ByteSize> MIN_WINDOW_UPDATE =
            Key.defaulting(
                    "min_window_update",
                    Types.size(ByteSize.ofBytes(1), ByteSize.ofKibibytes(16)),
                    FLOODS.minWindowUpdate(),
                    Change.LIVE,
                    """
                    For each so many bytes of answers, one WINDOW_UPDATE frame more may come: the
                    least by which a client opens its windows on average.
                    """);

    static final Section SECTION =
            Section.of(
                    List.of(
                            MAX_CONCURRENT_STREAMS,
                            INITIAL_STREAM_WINDOW_SIZE,
                            INITIAL_CONNECTION_WINDOW_SIZE,
                            MAX_CONTINUATION_FRAMES,
                            RESETS_PER_SECOND,
                            RESET_BURST,
                            PROVOKED_RESETS_PER_SECOND,
                            PROVOKED_RESET_BURST,
                            PINGS_PER_SECOND,
                            PING_BURST,
                            SETTINGS_PER_SECOND,
                            SETTINGS_BURST,
                            PRIORITIES_PER_SECOND,
                            PRIORITY_BURST,
                            EMPTY_DATA_PER_SECOND,
                            EMPTY_DATA_BURST,
                            UNKNOWN_FRAMES_PER_SECOND,
                            UNKNOWN_FRAME_BURST,
                            WINDOW_UPDATE_BURST,
                            MIN_WINDOW_UPDATE));

    private Http2LimitKeys() {}

    static Http2Limits limits(Values values) {
        return new Http2Limits(
                values.get(MAX_CONCURRENT_STREAMS),
                values.get(INITIAL_STREAM_WINDOW_SIZE),
                values.get(INITIAL_CONNECTION_WINDOW_SIZE),
                values.get(MAX_CONTINUATION_FRAMES),
                floods(values));
    }

    private static Http2FloodLimits floods(Values values) {
        return new Http2FloodLimits(
                new Rate(values.get(RESETS_PER_SECOND), values.get(RESET_BURST)),
                new Rate(values.get(PROVOKED_RESETS_PER_SECOND), values.get(PROVOKED_RESET_BURST)),
                new Rate(values.get(PINGS_PER_SECOND), values.get(PING_BURST)),
                new Rate(values.get(SETTINGS_PER_SECOND), values.get(SETTINGS_BURST)),
                new Rate(values.get(PRIORITIES_PER_SECOND), values.get(PRIORITY_BURST)),
                new Rate(values.get(EMPTY_DATA_PER_SECOND), values.get(EMPTY_DATA_BURST)),
                new Rate(values.get(UNKNOWN_FRAMES_PER_SECOND), values.get(UNKNOWN_FRAME_BURST)),
                values.get(WINDOW_UPDATE_BURST),
                values.get(MIN_WINDOW_UPDATE));
    }

    private static Key<Integer> perSecond(String name, Rate usual, String doc) {
        return Key.defaulting(name, Types.whole(1, MANY), usual.perSecond(), Change.LIVE, doc);
    }

    private static Key<Integer> burst(String name, Rate usual, String doc) {
        return Key.defaulting(
                name, Types.whole(LEAST_BURST, MANY), usual.burst(), Change.LIVE, doc);
    }
}
