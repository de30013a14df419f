package io.sallyport.proxy.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks by gRPC's health protocol, `grpc.health.v1.Health/Check`, over HTTP/2 with prior knowledge. Its two messages
/// have one field each; no more of Protocol Buffers is needed than that.
///
/// @param service that is asked for, of at most 100 characters; empty: the whole server
/// @param authority of the request
record GrpcProbe(String service, String authority) implements Probe {
    private static final String PATH = "/grpc.health.v1.Health/Check";
    private static final String STATUS = "grpc-status";
    private static final String OK = "0";

    /// Field 1, a text, in a request; field 1, a number, in an answer.
    private static final int SERVICE_FIELD = 0x0A;

    private static final int STATUS_FIELD = 0x08;
    private static final int PREFIX = 5;
    private static final int SERVING = 1;
    private static final int LARGEST_ANSWER = 1024;

    @Override
    public void over(Channel channel, Consumer<@Nullable String> verdict) {
        Http2FrameCodec codec =
                Http2FrameCodecBuilder.forClient()
                        .initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                        .build();
        Answer answer = new Answer(verdict);
        channel.pipeline().addLast(codec, answer);
        Http2FrameStream stream = answer.newStream();
        channel.write(new DefaultHttp2HeadersFrame(head(), false).stream(stream));
        channel.writeAndFlush(new DefaultHttp2DataFrame(message(), true).stream(stream));
    }

    private Http2Headers head() {
        return new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(PATH)
                .authority(authority)
                .add("content-type", "application/grpc")
                .add("te", "trailers");
    }

    /// Not compressed, its length, and what it says.
    private ByteBuf message() {
        byte[] name = service.getBytes(StandardCharsets.US_ASCII);
        ByteBuf message = Unpooled.buffer();
        message.writeByte(0).writeInt(name.length == 0 ? 0 : name.length + 2);
        if (name.length > 0) {
            message.writeByte(SERVICE_FIELD).writeByte(name.length).writeBytes(name);
        }
        return message;
    }

    private static final class Answer extends Http2ChannelDuplexHandler {
        private final Consumer<@Nullable String> verdict;
        private final ByteBuf message = Unpooled.buffer(PREFIX + 2, LARGEST_ANSWER);

        Answer(Consumer<@Nullable String> verdict) {
            this.verdict = verdict;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            try {
                switch (frame) {
                    case Http2HeadersFrame head -> head(head);
                    case Http2DataFrame data -> data(data);
                    case Http2ResetFrame reset ->
                            verdict.accept("it reset the stream by error " + reset.errorCode());
                    default -> {
                        // settings and the like are the codec's matter
                    }
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            verdict.accept("it ended the connection instead of answering");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            verdict.accept("its answer cannot be read");
        }

        private void head(Http2HeadersFrame head) {
            CharSequence http = head.headers().status();
            if (http != null
                    && !http.toString().startsWith("2")
                    && !http.toString().startsWith("1")) {
                verdict.accept("status " + http);
            } else if (head.isEndStream()) {
                end(head.headers().get(STATUS));
            }
        }

        private void data(Http2DataFrame data) {
            if (data.content().readableBytes() > message.maxWritableBytes()) {
                verdict.accept("its answer cannot be read");
                return;
            }
            message.writeBytes(data.content());
            if (data.isEndStream()) {
                verdict.accept("its answer has no grpc-status");
            }
        }

        private void end(@Nullable CharSequence grpc) {
            if (grpc == null) {
                verdict.accept("its answer has no grpc-status");
            } else if (!OK.contentEquals(grpc)) {
                verdict.accept("grpc-status " + shortened(grpc.toString()));
            } else {
                int status = serving();
                verdict.accept(status == SERVING ? null : words(status));
            }
        }

        /// A number that is 0 is left out.
        private int serving() {
            boolean there =
                    message.readableBytes() >= PREFIX + 2
                            && message.getByte(PREFIX) == STATUS_FIELD;
            return there ? message.getByte(PREFIX + 1) : 0;
        }

        private static String words(int status) {
            return switch (status) {
                case 0 -> "UNKNOWN";
                case 2 -> "NOT_SERVING";
                case 3 -> "SERVICE_UNKNOWN";
                default -> String.format(Locale.ROOT, "serving status %d", status);
            };
        }

        /// It is a number of two digits, from those who mean well.
        private static String shortened(String status) {
            return status.matches("[0-9]{1,3}") ? status : "that is no number";
        }
    }
}
