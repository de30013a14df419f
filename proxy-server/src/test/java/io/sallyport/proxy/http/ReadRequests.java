package io.sallyport.proxy.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A connection on which a [RequestReader] reads, and all that it emitted, in words.
final class ReadRequests {
    private final EmbeddedChannel channel;
    private final StringBuilder current = new StringBuilder();

    /// Whole requests, as the tables write them.
    final List<String> requests = new ArrayList<>();

    /// Targets of requests that began.
    final List<String> begun = new ArrayList<>();

    final List<HttpViolation> violations = new ArrayList<>();

    /// Messages after the first violation.
    final List<Object> afterwards = new ArrayList<>();

    ReadRequests(RequestLimits limits) {
        channel = new EmbeddedChannel(new RequestReader(limits));
    }

    void receive(byte[] bytes) {
        receive(bytes, 0, bytes.length);
    }

    void receiveByteByByte(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            receive(bytes, at, 1);
        }
    }

    private void receive(byte[] bytes, int offset, int length) {
        ByteBuf packet = channel.alloc().buffer(length).writeBytes(bytes, offset, length);
        channel.writeInbound(packet);
        note();
    }

    void event(Object event) {
        channel.pipeline().fireUserEventTriggered(event);
        note();
    }

    void close() {
        channel.finish();
        note();
    }

    private void note() {
        for (Object message = channel.readInbound();
                message != null;
                message = channel.readInbound()) {
            try {
                note(message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
    }

    private void note(Object message) {
        if (!violations.isEmpty()) {
            afterwards.add(message);
        }
        if (message instanceof HttpObject http && !http.decoderResult().isSuccess()) {
            throw new AssertionError("emitted without being decoded: " + message);
        }
        switch (message) {
            case BadRequest(HttpViolation violation) -> violations.add(violation);
            case HttpRequest request -> {
                begun.add(request.uri());
                current.setLength(0);
                current.append(
                        request.method()
                                + " "
                                + request.uri()
                                + " "
                                + request.protocolVersion()
                                + " "
                                + fields(request.headers())
                                + " \"");
            }
            case HttpContent content -> {
                current.append(content.content().toString(ISO_8859_1));
                if (content instanceof LastHttpContent last) {
                    current.append('"');
                    current.append(
                            last.trailingHeaders().isEmpty()
                                    ? ""
                                    : " " + fields(last.trailingHeaders()));
                    requests.add(current.toString());
                }
            }
            default -> throw new AssertionError("emitted: " + message);
        }
    }

    private static String fields(HttpHeaders headers) {
        return headers.entries().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
