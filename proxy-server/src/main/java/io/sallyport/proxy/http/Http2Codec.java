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
import io.sallyport.config.model.Http2Limits;

/// The parts that read and write the frames of one connection, and their limits.
///
/// Priorities are not followed: nobody has to (RFC 9113, section 5.3.2), and their tree takes memory.
///
/// @param settings that we announce
/// @param connectionWindow what all streams together may have waiting here
record Http2Codec(
        Http2ConnectionDecoder decoder,
        Http2ConnectionEncoder encoder,
        Http2Settings settings,
        int connectionWindow,
        RequestLimits requestLimits,
        Http2FrameLimits limits) {
    /// Windows, and frames of a header, are the same for servers.
    private static final Http2Limits OF_SERVERS = Http2Limits.DEFAULTS;

    /// As of servers of HTTP/1.1.
    private static final int LARGEST_ANSWER_HEAD = 64 * 1024;

    /// What RFC 9113 adds for each field when it measures a header list.
    private static final int FIELD_OVERHEAD = 32;

    /// The reader of frames counts HEADERS among the frames of a header, which is why it gets one more.
    static Http2Codec ofServer(RequestLimits requests, Http2Limits http2, Ticker clock) {
        Http2FrameLimits limits = new Http2FrameLimits(http2.floods(), clock);
        Http2Connection connection = new DefaultHttp2Connection(true);
        connection.remote().maxActiveStreams(http2.maxConcurrentStreams());
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
                                        1 + http2.maxContinuationFrames()),
                                connection,
                                limits),
                        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                        true,
                        true,
                        false);
        Http2Settings settings =
                new Http2Settings()
                        .maxConcurrentStreams(http2.maxConcurrentStreams())
                        .connectProtocolEnabled(true)
                        .initialWindowSize(http2.streamWindow().toIntExact())
                        .maxHeaderListSize(headerList);
        return new Http2Codec(
                decoder,
                encoder,
                settings,
                http2.connectionWindow().toIntExact(),
                requests,
                limits);
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
                                1 + OF_SERVERS.maxContinuationFrames()),
                        Http2PromisedRequestVerifier.ALWAYS_VERIFY,
                        true,
                        true,
                        true,
                        true);
        Http2Settings settings =
                new Http2Settings()
                        .pushEnabled(false)
                        .initialWindowSize(OF_SERVERS.streamWindow().toIntExact())
                        .maxHeaderListSize(LARGEST_ANSWER_HEAD);
        return new Http2Codec(
                decoder,
                encoder,
                settings,
                OF_SERVERS.connectionWindow().toIntExact(),
                RequestLimits.DEFAULT,
                new Http2FrameLimits(OF_SERVERS.floods(), Ticker.systemTicker()));
    }

    /// Once the settings are written.
    static void openConnectionWindow(Http2ConnectionHandler of, int window) throws Http2Exception {
        var controller = of.decoder().flowController();
        controller.incrementWindowSize(
                of.connection().connectionStream(), window - controller.initialWindowSize());
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
