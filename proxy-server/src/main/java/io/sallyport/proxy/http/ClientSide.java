package io.sallyport.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.HandshakeConfirmed;
import io.sallyport.proxy.forward.InputBroken;
import io.sallyport.proxy.forward.LingeringClose;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.ServerConnect;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.runtime.ListenerSettings;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client's connection: its requests are answered one after the other, in their order (RFC 9112, section 9.3.2).
///
/// It reads once, and again only when what came is worked off: that is all the back-pressure there is. What a
/// client sends ahead of its answers waits here, as much as one read brings; of early data, all of it.
final class ClientSide extends ChannelInboundHandlerAdapter implements RequestStream, Stage {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSide.class);

    private final ServerConnect.Network network;
    private final ListenerSettings settings;
    private final Supplier<ListenerSettings> live;
    private final ClientConnection connection;
    private final OutputCloser outputCloser;
    private final Channel channel;
    private final RequestReader reader;
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final ClientWatch watch;
    private final WaitingMessages waiting = new WaitingMessages();
    private @Nullable Exchange exchange;
    private @Nullable CloseCause endWhenConfirmed;
    private @Nullable ChannelFuture outputClosed;
    private boolean reading;
    private boolean pumping;
    private boolean draining;
    private boolean inputEnded;
    private boolean ending;

    ClientSide(
            ServerConnect.Network network,
            ListenerSettings settings,
            Supplier<ListenerSettings> live,
            ClientConnection connection,
            OutputCloser outputCloser) {
        this.network = network;
        this.settings = settings;
        this.live = live;
        this.connection = connection;
        this.outputCloser = outputCloser;
        this.channel = connection.channel();
        this.reader = new RequestReader(RequestLimits.of(settings.http()));
        this.watch = new ClientWatch(connection, settings, this);
    }

    /// Begins to read requests.
    void open() {
        connection.enter(this);
        if (connection.session() == null) {
            channel.pipeline().addLast(new PrefaceDetector(this));
        }
        channel.pipeline().addLast(watch, reader, encoder, this);
        watch.start();
        read();
    }

    /// Something came that may be the preface of HTTP/2, or a request.
    void preambleBegun() {
        watch.headBegun();
    }

    /// Gives the connection, of which nothing was read, to those who speak HTTP/2.
    void becomeHttp2() {
        watch.stop();
        channel.pipeline().remove(watch);
        channel.pipeline().remove(reader);
        channel.pipeline().remove(encoder);
        channel.pipeline().remove(this);
        Http2ClientSide.open(network, settings, live, connection, outputCloser);
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public boolean writeHead(HttpResponse head, HttpRequest request, boolean keepAlive) {
        boolean goesOn = AnswerHead.frame(head, request, keepAlive && !draining);
        writeInterim(head, request);
        return goesOn;
    }

    @Override
    public void writeInterim(HttpResponse head, HttpRequest request) {
        encoder.answering(request.method().equals(HttpMethod.HEAD));
        channel.write(head, channel.voidPromise());
    }

    @Override
    public void write(HttpContent content) {
        channel.write(content, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void answerOurselves(FullHttpResponse answer, HttpRequest request, boolean keepAlive) {
        HttpUtil.setKeepAlive(answer, keepAlive);
        encoder.answering(request.method().equals(HttpMethod.HEAD));
        channel.writeAndFlush(answer, channel.voidPromise());
    }

    @Override
    public void answered(boolean keepAlive) {
        exchange = null;
        watch.requestOver();
        channel.flush();
        if (keepAlive && !draining && !(inputEnded && waiting.isEmpty())) {
            pump();
        } else {
            end(CloseCause.ANSWERED);
        }
    }

    @Override
    public boolean canTunnel() {
        return waiting.isEmpty() && !inputEnded;
    }

    @Override
    public void tunnel(HttpResponse head) {
        channel.writeAndFlush(head, channel.voidPromise());
        watch.tunnelBegun();
        channel.pipeline().remove(encoder);
        channel.pipeline().replace(RequestReader.class, null, new TunnelCodec(this::endOutput));
    }

    private void endOutput() {
        outputClosed = outputCloser.closeOutput(channel);
    }

    @Override
    public boolean discardsBody() {
        return waiting.discardBody();
    }

    @Override
    public void abort(CloseCause why) {
        exchange = null;
        connection.endedBy(why);
        ending = true;
        StreamEnd.close(channel);
    }

    /// Works off what has come, as far as that is possible now, and asks for more.
    @Override
    public void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (!ending && takeNext()) {
                // one after the other
            }
        } finally {
            pumping = false;
        }
        if (exchange != null) {
            exchange.flushToServer();
        }
        if (!ending && (!connection.isConfirmed() || waiting.isEmpty() && !isHeldUp())) {
            read();
        }
    }

    /// Nothing moved for as long as is allowed.
    void idle() {
        Exchange current = exchange;
        if (current == null) {
            end(CloseCause.IDLE_TIMEOUT);
        } else if (current.isTunnel()) {
            connection.endedBy(CloseCause.IDLE_TIMEOUT);
            current.fail(HttpFailure.TUNNEL_IDLE);
        } else if (current.watchesIdleness()) {
            // its route says how long it may take
            return;
        } else if (!current.isRequestComplete() && current.takesBody()) {
            current.fail(HttpFailure.REQUEST_TIMEOUT);
        } else if (!isWritable()) {
            current.abandon(HttpFailure.ANSWER_NOT_TAKEN);
            abort(CloseCause.IDLE_TIMEOUT);
        } else {
            current.fail(HttpFailure.BACKEND_TIMEOUT);
        }
    }

    /// The head of a request was begun and not ended in the time allowed.
    void headTimedOut() {
        if (exchange == null && !ending) {
            HttpFailure why = HttpFailure.REQUEST_TIMEOUT;
            refuse(why.status(), why.id(), why.sentence());
        }
    }

    @Override
    public void drain() {
        draining = true;
        if (exchange == null && waiting.isEmpty() && !watch.isHeadBegun()) {
            end(CloseCause.ANSWERED);
        }
    }

    @Override
    public void stop() {
        connection.endedBy(CloseCause.DRAIN_TIMEOUT);
        channel.close();
    }

    @Override
    public void dismiss() {
        if (outputClosed == null) {
            endOutput();
        }
        channel.close();
    }

    @Override
    public void closed() {
        connection.endedBy(CloseCause.CLIENT_CLOSED);
        watch.stop();
        abandonExchange();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.discardAll();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (ending) {
            ReferenceCountUtil.release(msg);
        } else {
            waiting.add(msg);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && channel.isWritable()) {
            exchange.clientWritable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            pump();
            if (exchange == null) {
                end(CloseCause.CLIENT_CLOSED);
            }
        } else if (event == HandshakeConfirmed.EVENT) {
            if (endWhenConfirmed != null) {
                end(endWhenConfirmed);
            }
            pump();
        } else if (event == InputBroken.EVENT) {
            abandonExchange();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            connection.endedBy(CloseCause.CLIENT_RESET);
        } else {
            LOG.error("http failed on {}", ctx.channel(), cause);
            connection.endedBy(CloseCause.INTERNAL_ERROR);
        }
        ctx.close();
    }

    /// Whether something was there that could be taken.
    private boolean takeNext() {
        Object next = waiting.peek();
        Exchange current = exchange;
        if (next == null || endWhenConfirmed != null) {
            return false;
        }
        if (current == null && isTooEarly(next)) {
            return false;
        }
        if (current == null) {
            begin(waiting.take());
            return true;
        }
        if (next instanceof HttpContent content
                && !current.isRequestComplete()
                && current.takesBody()) {
            waiting.take();
            current.fromClient(content);
            return true;
        }
        if (next instanceof BadRequest(HttpViolation violation) && !current.isRequestComplete()) {
            waiting.take();
            current.refuse(violation);
            return true;
        }
        return false;
    }

    /// What may have been recorded, and does harm when it is done twice, waits for the client's Finished.
    private boolean isTooEarly(Object next) {
        return !connection.isConfirmed()
                && next instanceof HttpRequest request
                && !RequestHead.isHarmlessTwice(request);
    }

    private void begin(Object next) {
        switch (next) {
            case HttpRequest request -> {
                watch.requestBegun();
                exchange(request);
            }
            case BadRequest(HttpViolation violation) -> {
                watch.requestBegun();
                refuse(violation.status(), violation.id(), violation.sentence());
            }
            default -> ReferenceCountUtil.release(next);
        }
    }

    /// Whether the connection had as many requests as it may have, with the one that begins.
    private boolean isLast() {
        OptionalInt most = settings.http().maxRequestsPerConnection();
        return most.isPresent() && connection.requests() + 1 >= most.getAsInt();
    }

    private void exchange(HttpRequest request) {
        Exchange begun =
                new Exchange(
                        network,
                        live.get(),
                        connection,
                        this,
                        request,
                        HttpUtil.isKeepAlive(request) && !draining && !isLast());
        exchange = begun;
        begun.start();
    }

    private void refuse(int status, String reason, String sentence) {
        FullHttpResponse answer = OwnAnswer.of(status, sentence);
        HttpUtil.setKeepAlive(answer, false);
        encoder.answering(false);
        channel.write(answer, channel.voidPromise());
        RequestAccount.unread(connection, status, reason, sentence, settings.routing().rest());
        end(CloseCause.BAD_REQUEST);
    }

    /// Closes when everything that was written is sent, and lets the client read it. Not before the handshake is
    /// over, though: how it ends is to be known.
    private void end(CloseCause why) {
        if (!connection.isConfirmed() && !inputEnded) {
            endWhenConfirmed = why;
            channel.flush();
            read();
        } else if (!ending) {
            ending = true;
            connection.endedBy(why);
            channel.flush();
            if (outputClosed == null) {
                endOutput();
            }
            LingeringClose.start(channel, Objects.requireNonNull(outputClosed));
        }
    }

    private void abandonExchange() {
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.abandon(HttpFailure.CLIENT_CLOSED);
        }
    }

    /// Whether the server cannot take what the client would send, or it is not known yet in which protocol it would.
    private boolean isHeldUp() {
        return exchange != null
                && (exchange.isSwitching()
                        || !exchange.isRequestComplete() && !exchange.takesBody());
    }

    private void read() {
        if (!reading && !inputEnded) {
            reading = true;
            channel.read();
        }
    }
}
