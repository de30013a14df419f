package io.sallyport.proxy.endpoint;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.sallyport.proxy.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A listening socket that serves [Pages] over HTTP/1.1, with a thread of its own: it answers even
/// while the event loops of the proxy are busy. Requests, connections and their time are limited.
public final class HttpEndpoint implements AutoCloseable {
    private static final int MAX_INITIAL_LINE = 4 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_BODY = 1024;
    private static final int IDLE_SECONDS = 60;
    private static final int CLOSE_SECONDS = 2;

    private final EventLoopGroup loop;
    private final Channel channel;

    private HttpEndpoint(EventLoopGroup loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /// Begins to serve.
    ///
    /// @param connections how many may be open at once; more are closed
    /// @throws IOException if the address cannot be listened on
    public static HttpEndpoint start(
            Transport transport, InetSocketAddress address, int connections, Pages pages)
            throws IOException {
        EventLoopGroup loop = transport.newEventLoops(1);
        ConnectionCount count = new ConnectionCount(connections);
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loop)
                        .channelFactory(() -> transport.newServerChannel(address))
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel accepted) {
                                        pipeline(accepted, count, pages);
                                    }
                                })
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return new HttpEndpoint(loop, bound.channel());
    }

    /// Where it really listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// Ends at once.
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private static void pipeline(Channel accepted, ConnectionCount count, Pages pages) {
        accepted.pipeline()
                .addLast(count)
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(
                        new HttpServerCodec(
                                new HttpDecoderConfig()
                                        .setMaxInitialLineLength(MAX_INITIAL_LINE)
                                        .setMaxHeaderSize(MAX_HEADERS)))
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpObjectAggregator(MAX_BODY, true))
                .addLast(new RequestHandler(pages));
    }
}
