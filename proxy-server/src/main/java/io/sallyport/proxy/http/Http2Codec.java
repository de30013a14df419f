package io.sallyport.proxy.http;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.netty.util.concurrent.Ticker;

/// The parts that read and write the frames of one connection, and their limits. What holds for all connections of
/// clients is in the constants.
///
/// Priorities are not followed: nobody has to (RFC 9113, section 5.3.2), and their tree takes memory.
///
/// @param settings that we announce
record Http2Codec(
        Http2ConnectionDecoder decoder,
        Http2ConnectionEncoder encoder,
        Http2Settings settings,
        RequestLimits requestLimits,
        Http2FrameLimits limits) {
    /// As nginx has it. RFC 9113, section 6.5.2, recommends at least 100.
    private static final int MOST_STREAMS = 128;

    /// What one stream, and what all streams of a connection together may have waiting here. As Envoy recommends to
    /// those who face the Internet.
    private static final int STREAM_WINDOW = 64 * 1024;

    private static final int CONNECTION_WINDOW = 1024 * 1024;

    /// Frames below 8 KiB that a header may be cut into, besides the first.
    private static final int MOST_SMALL_CONTINUATIONS = 16;

    /// As of servers of HTTP/1.1.
    private static final int LARGEST_ANSWER_HEAD = 64 * 1024;

    /// What RFC 9113 adds for each field when it measures a header list.
    private static final int FIELD_OVERHEAD = 32;

    static Http2Codec ofServer(RequestLimits requests, Ticker clock) {
        Http2FrameLimits limits = new Http2FrameLimits(clock);
        Http2Connection connection = new DefaultHttp2Connection(true);
        connection.remote().maxActiveStreams(MOST_STREAMS);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(
                                connection, new UniformStreamByteDistributor(connection)));
        // one too many of anything is for our own rules to find, and to name
        long headerList =
                requests.requestLine()
                        + requests.fieldBytes()
                        + FIELD_OVERHEAD * (requests.fields() + 1L);
        Http2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter());
        Http2ConnectionDecoder decoder =
                new DefaultHttp2ConnectionDecoder(
                        connection,
                        encoder,
                        new CountedFrameReader(
                                new DefaultHttp2FrameReader(
                                        new CheckedHeaders(requests, 2 * headerList),
                                        MOST_SMALL_CONTINUATIONS),
                                limits),
                        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                        true,
                        true,
                        false);
        Http2Settings settings =
                new Http2Settings()
                        .maxConcurrentStreams(MOST_STREAMS)
                        .connectProtocolEnabled(true)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(headerList);
        return new Http2Codec(decoder, encoder, settings, requests, limits);
    }

    /// Servers are less free in what they send than clients: what they send wrong is their fault, not an attack.
    static Http2Codec ofClient() {
        Http2Connection connection = new DefaultHttp2Connection(false);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(
                                connection, new UniformStreamByteDistributor(connection)));
        Http2ConnectionEncoder encoder =
                new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter());
        Http2ConnectionDecoder decoder =
                new DefaultHttp2ConnectionDecoder(
                        connection,
                        encoder,
                        new DefaultHttp2FrameReader(
                                new DefaultHttp2HeadersDecoder(true, LARGEST_ANSWER_HEAD),
                                MOST_SMALL_CONTINUATIONS),
                        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                        true,
                        true,
                        true,
                        true);
        Http2Settings settings =
                new Http2Settings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxHeaderListSize(LARGEST_ANSWER_HEAD);
        return new Http2Codec(
                decoder,
                encoder,
                settings,
                RequestLimits.DEFAULT,
                new Http2FrameLimits(Ticker.systemTicker()));
    }

    /// Once the settings are written.
    static void openConnectionWindow(Http2ConnectionHandler of) throws Http2Exception {
        var controller = of.decoder().flowController();
        controller.incrementWindowSize(
                of.connection().connectionStream(),
                CONNECTION_WINDOW - controller.initialWindowSize());
    }

    /// Fields are checked by our own rules.
    private static final class CheckedHeaders extends DefaultHttp2HeadersDecoder {
        private final RequestLimits requests;

        CheckedHeaders(RequestLimits requests, long mostBytes) {
            super(false, mostBytes);
            this.requests = requests;
        }

        @Override
        protected Http2Headers newHeaders() {
            return new Http2RequestFields(requests);
        }
    }
}
