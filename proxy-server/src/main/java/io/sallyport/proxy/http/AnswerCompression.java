package io.sallyport.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.BrotliEncoder;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.codec.compression.ZstdEncoder;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.sallyport.config.model.Compression;
import io.sallyport.config.model.ContentCoding;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compresses the body of one answer as it passes. What comes in goes out at once: nothing waits for more.
final class AnswerCompression {
    private final EmbeddedChannel encoder;

    private AnswerCompression(ContentCoding coding) {
        this.encoder = new EmbeddedChannel(encoder(coding));
    }

    /// Looks whether an answer is to be compressed, and says so in its head.
    ///
    /// @param answer that nobody has seen yet
    /// @return null if there is nothing to compress
    static @Nullable AnswerCompression start(
            @Nullable Compression settings, HttpRequest request, HttpResponse answer) {
        if (settings == null || !Compressible.is(answer, settings.minSize().bytes())) {
            return null;
        }
        HttpHeaders fields = answer.headers();
        vary(fields);
        ContentCoding coding = AcceptEncoding.first(request.headers(), settings.codings());
        if (coding == null || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return null;
        }
        fields.set(HttpHeaderNames.CONTENT_ENCODING, coding.keyword());
        fields.remove(HttpHeaderNames.CONTENT_LENGTH);
        fields.remove(HttpHeaderNames.ACCEPT_RANGES);
        String tag = fields.get(HttpHeaderNames.ETAG);
        if (tag != null && !tag.startsWith("W/")) {
            // the bytes are others now (RFC 9110, section 8.8.1)
            fields.set(HttpHeaderNames.ETAG, "W/" + tag);
        }
        return request.method().equals(HttpMethod.HEAD) ? null : new AnswerCompression(coding);
    }

    /// Passes a part of the body on.
    ///
    /// @param content taken over
    void pass(HttpContent content, Consumer<HttpContent> out) {
        if (content.content().isReadable()) {
            encoder.writeOutbound(content.content().retain());
        }
        boolean last = content instanceof LastHttpContent;
        if (last) {
            encoder.finish();
        }
        for (ByteBuf bytes = encoder.readOutbound();
                bytes != null;
                bytes = encoder.readOutbound()) {
            if (bytes.isReadable()) {
                out.accept(new DefaultHttpContent(bytes));
            } else {
                bytes.release();
            }
        }
        if (last) {
            // with the trailers
            out.accept(content.replace(Unpooled.EMPTY_BUFFER));
        }
        content.release();
    }

    /// Ends it, whether the body was whole or not.
    void close() {
        encoder.finishAndReleaseAll();
    }

    /// Whoever keeps answers has to know that others get others.
    private static void vary(HttpHeaders fields) {
        boolean said =
                fields.getAll(HttpHeaderNames.VARY).stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value ->
                                value.strip().equals("*") || value.contains("accept-encoding"));
        if (!said) {
            fields.add(HttpHeaderNames.VARY, "Accept-Encoding");
        }
    }

    private static ChannelHandler encoder(ContentCoding coding) {
        return switch (coding) {
            case GZIP -> ZlibCodecFactory.newZlibEncoder(ZlibWrapper.GZIP);
            case BR -> new BrotliEncoder();
            case ZSTD -> new ZstdEncoder();
        };
    }
}
