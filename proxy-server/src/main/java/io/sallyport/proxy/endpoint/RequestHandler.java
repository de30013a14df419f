package io.sallyport.proxy.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns requests of Netty's into ours, and answers back.
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Pages pages;

    RequestHandler(Pages pages) {
        this.pages = pages;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (message.decoderResult().isFailure()) {
            // what follows cannot be told from what was broken
            context.writeAndFlush(response(Response.text(400, "not a valid request"), false))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        Request request =
                new Request(
                        message.method().name(),
                        path(message.uri()),
                        message.headers().get(HttpHeaderNames.ACCEPT),
                        message.headers().get(HttpHeaderNames.ORIGIN),
                        context.channel().remoteAddress());
        context.write(response(answer(request), message.method().equals(HttpMethod.HEAD)));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("admin or page connection {}: {}", context.channel(), cause.toString());
        context.close();
    }

    private Response answer(Request request) {
        try {
            return pages.answer(request);
        } catch (RuntimeException e) {
            LOG.error("a fault of ours; please report it", e);
            return Response.text(500, "a fault in the proxy; see its log");
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /// HEAD gets the headers alone, the length of what GET would get among them (RFC 9110, section
    /// 9.3.2).
    private static FullHttpResponse response(Response answer, boolean headOnly) {
        ByteBuf body = headOnly ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("x-content-type-options", "nosniff");
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        return response;
    }
}
