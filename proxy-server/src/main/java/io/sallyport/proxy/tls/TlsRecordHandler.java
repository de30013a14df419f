package io.sallyport.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.HandshakeConfirmed;
import io.sallyport.proxy.forward.InputBroken;
import io.sallyport.proxy.forward.LingeringClose;
import io.sallyport.proxy.forward.OutputCloser;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.engine.Reading;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.record.PlaintextSink;
import io.sallyport.tls.record.RecordScratch;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// TLS after the handshake: opens what comes in, seals what goes out.
///
/// To the handlers above, the client's `close_notify` is the end of input that a FIN is without TLS. A
/// FIN alone may be an attacker's who cuts the stream off (RFC 9846, section 6.1): they hear of it as
/// [InputBroken].
///
/// Between two events it holds nothing but the beginning of a record that has not come whole.
final class TlsRecordHandler extends ChannelDuplexHandler implements OutputCloser {
    private final ClientConnection connection;
    private final TlsConnection tls;
    private final RecordInput input;
    private @Nullable HandshakeEnd unfinished;
    private final PlaintextSink sink = this::take;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf plaintext;
    private int presented;
    private boolean readWanted;
    private boolean inputEnded;

    /// @param input with what the handshake left
    /// @param unfinished hears of the client's Finished, or null if it has come
    TlsRecordHandler(
            ClientConnection connection,
            TlsConnection tls,
            RecordInput input,
            @Nullable HandshakeEnd unfinished) {
        this.connection = connection;
        this.tls = tls;
        this.input = input;
        this.unfinished = unfinished;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        input.release();
        tls.close();
        handshakeLost();
    }

    /// Works off what came together with the end of the handshake.
    void resume() {
        ChannelHandlerContext ctx = context();
        process(ctx);
        if (!inputEnded) {
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        readWanted = true;
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        if (inputEnded) {
            bytes.release();
            return;
        }
        input.add(bytes);
        process(ctx);
    }

    /// Where a read brought no whole record, another one is due that nobody above asks for.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (readWanted && !inputEnded) {
            ctx.read();
        } else {
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != ChannelInputShutdownEvent.INSTANCE) {
            ctx.fireUserEventTriggered(event);
        } else if (!inputEnded) {
            inputEnded = true;
            connection.endedBy(CloseCause.CLIENT_RESET);
            ctx.fireUserEventTriggered(InputBroken.EVENT);
            ctx.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ByteBuf bytes = (ByteBuf) msg;
        if (!bytes.isReadable()) {
            ctx.write(bytes, promise);
            return;
        }
        try {
            sendOutput(ctx);
            ctx.write(seal(ctx, bytes), promise);
        } finally {
            bytes.release();
        }
    }

    @Override
    public ChannelFuture closeOutput(Channel channel) {
        writeCloseNotify();
        return StreamEnd.shutdownOutput(channel);
    }

    @Override
    public ChannelFuture halfClose(Channel channel) {
        writeCloseNotify();
        return StreamEnd.shutdownOutputUnlessClosed(channel);
    }

    private void writeCloseNotify() {
        tls.closeWrite();
        sendOutput(context());
    }

    private void process(ChannelHandlerContext ctx) {
        Reading reading = read();
        boolean answered = sendOutput(ctx);
        ByteBuf opened = plaintext;
        plaintext = null;
        boolean confirmed = confirmed();
        if (opened != null) {
            readWanted = false;
            ctx.fireChannelRead(opened);
        }
        if (confirmed) {
            ctx.fireUserEventTriggered(HandshakeConfirmed.EVENT);
        }
        switch (reading) {
            case NEEDS_INPUT -> {
                input.keepPartial();
                if (answered) {
                    ctx.flush();
                }
            }
            case PEER_CLOSED -> end(ctx);
            case FAILED -> fail(ctx, Objects.requireNonNull(tls.failure()));
        }
    }

    /// Whether the client's Finished has come just now. What came before it in the same read is the live client's
    /// as well: it is from the same handshake.
    private boolean confirmed() {
        HandshakeEnd end = unfinished;
        if (end == null || !tls.isConfirmed()) {
            return false;
        }
        unfinished = null;
        end.handshakeConfirmed();
        return true;
    }

    private void handshakeLost() {
        HandshakeEnd end = unfinished;
        if (end != null) {
            unfinished = null;
            end.handshakeLost();
        }
    }

    private Reading read() {
        RecordScratch scratch = LoopScratch.get();
        Reading reading;
        do {
            ByteBuffer bytes = input.bytes();
            int start = bytes.position();
            presented = bytes.remaining();
            reading = tls.read(bytes, scratch, sink);
            input.advance(bytes.position() - start);
        } while (reading == Reading.NEEDS_INPUT && input.hasRecord());
        return reading;
    }

    /// All records of a read go into one buffer: plaintext is never longer than what it came in.
    private void take(byte[] bytes, int offset, int length) {
        ByteBuf target = plaintext;
        if (target == null) {
            target = context().alloc().directBuffer(Math.max(length, presented));
            plaintext = target;
        }
        target.writeBytes(bytes, offset, length);
    }

    /// The client's `close_notify` has come.
    private void end(ChannelHandlerContext ctx) {
        inputEnded = true;
        input.release();
        ctx.flush();
        ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    private void fail(ChannelHandlerContext ctx, TlsFailure failure) {
        inputEnded = true;
        input.release();
        handshakeLost();
        connection.failed(failure);
        ctx.fireUserEventTriggered(InputBroken.EVENT);
        LingeringClose.start(ctx.channel(), StreamEnd.shutdownOutput(ctx.channel()));
    }

    /// Whether there was anything to send.
    private boolean sendOutput(ChannelHandlerContext ctx) {
        if (!tls.hasOutput()) {
            return false;
        }
        ByteBuffer output = tls.takeOutput();
        ByteBuf bytes = ctx.alloc().directBuffer(output.remaining()).writeBytes(output);
        ctx.write(bytes, ctx.voidPromise());
        return true;
    }

    /// Seals everything into one buffer, that it may leave by one system call.
    private ByteBuf seal(ChannelHandlerContext ctx, ByteBuf bytes) {
        RecordScratch scratch = LoopScratch.get();
        int fragment = tls.maximumPlaintext();
        int records = Math.ceilDiv(bytes.readableBytes(), fragment);
        int bound = bytes.readableBytes() + records * tls.sealedBound(0);
        ByteBuf sealed = ctx.alloc().directBuffer(bound);
        while (bytes.isReadable()) {
            int length = Math.min(fragment, bytes.readableBytes());
            bytes.readBytes(scratch.plaintext(), 0, length);
            int written = tls.seal(scratch.plaintext(), 0, length, scratch.ciphertext(), 0);
            sealed.writeBytes(scratch.ciphertext(), 0, written);
        }
        return sealed;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
