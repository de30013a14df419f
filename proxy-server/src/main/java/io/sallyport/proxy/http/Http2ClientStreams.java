package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The streams of a client's connection of HTTP/2, from their frames to their requests.
final class Http2ClientStreams extends Http2FrameAdapter {
    private final Http2ClientSide side;
    private final RequestLimits requestLimits;
    private final Http2FrameLimits limits;
    private final Map<Integer, Http2ClientStream> streams = new LinkedHashMap<>();
    private final List<Http2ClientStream> touched = new ArrayList<>();
    private final List<Http2ClientStream> early = new ArrayList<>();

    Http2ClientStreams(Http2ClientSide side, Http2Codec codec) {
        this.side = side;
        this.requestLimits = codec.requestLimits();
        this.limits = codec.limits();
        Http2Connection connection = codec.encoder().connection();
        codec.decoder().frameListener(this);
        connection.addListener(
                new Http2ConnectionAdapter() {
                    @Override
                    public void onStreamClosed(Http2Stream stream) {
                        closed(stream);
                    }
                });
        codec.encoder()
                .flowController()
                .listener(stream -> {
                    Http2ClientStream of = streams.get(stream.id());
                    if (of != null) {
                        of.writable();
                    }
                });
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    /// As they are now.
    Collection<Http2ClientStream> all() {
        return List.copyOf(streams.values());
    }

    /// The client is gone.
    void abandonAll() {
        early.clear();
        touched.clear();
        all().forEach(Http2ClientStream::closed);
        streams.clear();
    }

    /// What waited for the client's Finished needs to wait no more.
    void confirmed() {
        List<Http2ClientStream> waiting = List.copyOf(early);
        early.clear();
        for (Http2ClientStream stream : waiting) {
            side.begin(stream);
            stream.pump();
        }
    }

    /// All that came together is handed on.
    void flushToServers() {
        for (Http2ClientStream stream : List.copyOf(touched)) {
            stream.flushToServer();
        }
        touched.clear();
    }

    /// Tells of a request that was refused.
    void told(HttpViolation violation) {
        RequestAccount.unread(
                side.client(),
                violation.status(),
                violation.id(),
                violation.sentence(),
                side.settings().routing().rest());
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
        onHeadersRead(ctx, streamId, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        Http2RequestFields fields = (Http2RequestFields) headers;
        Http2ClientStream known = streams.get(streamId);
        if (known == null) {
            request(streamId, fields, endOfStream);
        } else {
            trailers(known, fields, endOfStream);
            touch(known);
        }
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext ctx,
            int streamId,
            ByteBuf data,
            int padding,
            boolean endOfStream) {
        Http2ClientStream stream = streams.get(streamId);
        if (stream == null) {
            return data.readableBytes() + padding;
        }
        stream.received(data);
        if (endOfStream) {
            ended(stream, LastHttpContent.EMPTY_LAST_CONTENT);
        }
        touch(stream);
        return padding;
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
        side.pingAnswered(data);
    }

    private void request(int streamId, Http2RequestFields fields, boolean ends) {
        limits.streamBegun();
        Http2Stream stream = side.connection().stream(streamId);
        switch (Http2RequestRules.read(fields, requestLimits, ends)) {
            case Http2RequestRules.Outcome.Refused(HttpViolation violation) -> {
                told(violation);
                Http2ClientStream refused =
                        new Http2ClientStream(side, stream, unread(), -1, 0, false);
                streams.put(streamId, refused);
                refused.answerRefused(violation);
            }
            case Http2RequestRules.Outcome.Understood(
                            HttpRequest request,
                            long length,
                            boolean webSocket) -> {
                Http2ClientStream begun =
                        new Http2ClientStream(
                                side, stream, request, length, fields.bytes(), webSocket);
                streams.put(streamId, begun);
                if (ends) {
                    begun.ended(LastHttpContent.EMPTY_LAST_CONTENT);
                }
                if (ends || length != 0) {
                    begin(begun);
                }
            }
        }
    }

    /// What says that its body is empty is begun when that is seen: a server has it whole with its head, and does it.
    private void ended(Http2ClientStream stream, LastHttpContent content) {
        stream.ended(content);
        if (stream.isSeenEmpty()) {
            begin(stream);
        }
    }

    /// What may have been recorded, and does harm when it is done twice, waits for the client's Finished.
    private void begin(Http2ClientStream stream) {
        if (side.client().isConfirmed() || RequestHead.isHarmlessTwice(stream.request())) {
            side.begin(stream);
            touch(stream);
        } else {
            early.add(stream);
        }
    }

    private void trailers(Http2ClientStream stream, Http2RequestFields fields, boolean ends) {
        HttpViolation violation =
                ends
                        ? Http2RequestRules.violationOfTrailers(
                                fields, requestLimits, stream.fieldBytes())
                        : HttpViolation.INVALID_TRAILER;
        if (violation != null) {
            stream.refuse(violation);
        } else if (fields.fields().isEmpty()) {
            ended(stream, LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
            end.trailingHeaders().set(fields.fields());
            ended(stream, end);
        }
    }

    private void touch(Http2ClientStream stream) {
        stream.feed();
        if (touched.isEmpty() || touched.getLast() != stream) {
            touched.add(stream);
        }
    }

    private void closed(Http2Stream stream) {
        Http2ClientStream over = streams.remove(stream.id());
        if (over != null) {
            early.remove(over);
            over.closed();
            side.streamClosed();
        }
    }

    /// Stands for a request that was not understood.
    private static HttpRequest unread() {
        return new DefaultHttpRequest(Http2RequestRules.HTTP_2, HttpMethod.GET, "/");
    }
}
