package io.sallyport.proxy.health;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.proxy.backend.HealthTerms;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks by a request, and looks at the status of the answer.
///
/// @param host of the request
record HttpProbe(HealthTerms.Check.Http check, String host) implements Probe {
    private static final String USER_AGENT = "sallyport-health-check";

    @Override
    public void over(Channel channel, Consumer<@Nullable String> verdict) {
        channel.pipeline().addLast(new HttpClientCodec(), new Answer(verdict));
        channel.writeAndFlush(request(), channel.voidPromise());
    }

    private HttpRequest request() {
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, check.path());
        request.headers()
                .set(HttpHeaderNames.HOST, host)
                .set(HttpHeaderNames.USER_AGENT, USER_AGENT)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    private final class Answer extends ChannelInboundHandlerAdapter {
        private final Consumer<@Nullable String> verdict;

        Answer(Consumer<@Nullable String> verdict) {
            this.verdict = verdict;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (message instanceof HttpResponse head) {
                    judge(head);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            verdict.accept("it ended the connection instead of answering");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            verdict.accept("it broke the connection off");
        }

        private void judge(HttpResponse head) {
            int status = head.status().code();
            if (head.decoderResult().isFailure()) {
                verdict.accept("its answer cannot be read");
            } else if (head.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
                verdict.accept(check.isGood(status) ? null : "status " + status);
            }
        }
    }
}
