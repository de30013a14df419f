package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/// Counts the frames that clients could flood us with, and looks at the numbers of streams and at the connection's window,
/// before anything is done about them.
final class CountedFrameReader implements Http2FrameReader {
    private final Http2FrameReader reader;
    private final Http2Connection connection;
    private final Http2FrameLimits limits;
    private final SkippedStreams skipped = new SkippedStreams();
    private @Nullable Http2FrameListener listener;
    private @Nullable Http2FrameListener counting;

    CountedFrameReader(
            Http2FrameReader reader, Http2Connection connection, Http2FrameLimits limits) {
        this.reader = reader;
        this.connection = connection;
        this.limits = limits;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // it is the same one but for the first frame
    public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener to)
            throws Http2Exception {
        Http2FrameListener current = counting;
        if (current == null || listener != to) {
            current = new Counting(to);
            listener = to;
            counting = current;
        }
        reader.readFrame(ctx, input, current);
    }

    @Override
    public Configuration configuration() {
        return reader.configuration();
    }

    @Override
    public void close() {
        reader.close();
    }

    private final class Counting extends Http2FrameListenerDecorator {
        Counting(Http2FrameListener listener) {
            super(listener);
        }

        @Override
        public int onDataRead(
                ChannelHandlerContext ctx,
                int streamId,
                ByteBuf data,
                int padding,
                boolean endOfStream)
                throws Http2Exception {
            checkConnectionWindow(data.readableBytes() + padding);
            if (data.isReadable()) {
                limits.dataReceived();
            } else if (!endOfStream) {
                limits.emptyData();
            }
            return super.onDataRead(ctx, streamId, data, padding, endOfStream);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int padding,
                boolean endOfStream)
                throws Http2Exception {
            skipped.header(streamId);
            super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean endOfStream)
                throws Http2Exception {
            skipped.header(streamId);
            super.onHeadersRead(
                    ctx,
                    streamId,
                    headers,
                    streamDependency,
                    weight,
                    exclusive,
                    padding,
                    endOfStream);
        }

        @Override
        public void onPriorityRead(
                ChannelHandlerContext ctx,
                int streamId,
                int streamDependency,
                short weight,
                boolean exclusive)
                throws Http2Exception {
            limits.priority();
            super.onPriorityRead(ctx, streamId, streamDependency, weight, exclusive);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
                throws Http2Exception {
            limits.reset();
            super.onRstStreamRead(ctx, streamId, errorCode);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
                throws Http2Exception {
            limits.settings();
            super.onSettingsRead(ctx, settings);
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
            limits.settings();
            super.onSettingsAckRead(ctx);
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            limits.ping();
            super.onPingRead(ctx, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            limits.ping();
            super.onPingAckRead(ctx, data);
        }

        @Override
        public void onWindowUpdateRead(
                ChannelHandlerContext ctx, int streamId, int windowSizeIncrement)
                throws Http2Exception {
            limits.windowUpdate();
            super.onWindowUpdateRead(ctx, streamId, windowSizeIncrement);
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext ctx,
                byte frameType,
                int streamId,
                Http2Flags flags,
                ByteBuf payload)
                throws Http2Exception {
            limits.unknown();
            super.onUnknownFrame(ctx, frameType, streamId, flags, payload);
        }

        /// The codec sees it, too, and takes it for a fault in us that concerns one stream: it gives back what it did not
        /// count.
        private void checkConnectionWindow(int bytes) throws Http2Exception {
            int window =
                    connection.local().flowController().windowSize(connection.connectionStream());
            if (bytes > window) {
                throw Http2Exception.connectionError(
                        Http2Error.FLOW_CONTROL_ERROR,
                        "%d bytes, of which the connection's window allows %d",
                        bytes,
                        window);
            }
        }
    }
}
