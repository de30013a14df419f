package io.sallyport.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.LingeringClose;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeRecorder;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.tls.engine.DecryptionRequest;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.SignatureRequest;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.negotiation.ServerConfiguration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine in the pipeline, from the first byte to the client's Finished: feeds it, sends what it puts
/// out, answers its pauses. Then it gives way to [TlsRecordHandler].
///
/// However the handshake ends, it is reported once.
public final class TlsHandshakeHandler extends ChannelInboundHandlerAdapter implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakeHandler.class);

    private final ClientConnection connection;
    private final HandshakeSettings settings;
    private final HandshakeRecorder recorder;
    private final TlsServerEngine engine;
    private final RecordInput input;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean keyAtWork;
    private boolean handedOver;

    public TlsHandshakeHandler(ClientConnection connection, HandshakeSettings settings) {
        this.connection = connection;
        this.settings = settings;
        this.recorder = HandshakeRecorder.started(connection.info(), connection.observer());
        this.engine = new TlsServerEngine(settings.crypto(), settings.limits(), recorder);
        this.input = new RecordInput(connection.channel().alloc());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        connection.enter(this);
        deadline =
                ctx.executor()
                        .schedule(
                                () -> giveUp(FailureReason.HANDSHAKE_TIMEOUT),
                                settings.timeout().toNanos(),
                                TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        if (recorder.isFinished()) {
            bytes.release();
            return;
        }
        recorder.received(bytes.readableBytes());
        input.add(bytes);
        if (!keyAtWork) {
            proceed(null);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!recorder.isFinished() && !keyAtWork) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            recorder.failedOutside(FailureReason.CLIENT_CLOSED);
            finish();
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            recorder.failedOutside(FailureReason.CONNECTION_RESET);
        } else {
            LOG.error("handshake failed on {}", ctx.channel(), cause);
            recorder.failedOutside(FailureReason.INTERNAL_ERROR);
        }
        finish();
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (!handedOver) {
            input.release();
            engine.close();
        }
    }

    /// The proxy ends.
    @Override
    public void stop() {
        if (recorder.isFinished()) {
            context().close();
        } else {
            giveUp(FailureReason.SERVER_STOPPED);
        }
    }

    @Override
    public void closed() {
        recorder.failedOutside(FailureReason.CLIENT_CLOSED);
        finish();
    }

    /// Lets the engine work until it needs something that is not here.
    ///
    /// @param work the answer to the pause that the engine is in, or null if it is in none
    private void proceed(@Nullable KeyWork work) {
        recorder.computeStarted();
        Progress progress = work == null ? receive() : work.answer(engine);
        progress = answerPauses(progress);
        while (progress instanceof Progress.NeedsInput && input.hasRecord()) {
            progress = answerPauses(receive());
        }
        recorder.computeEnded();
        send();
        conclude(progress);
    }

    private Progress receive() {
        ByteBuffer bytes = input.bytes();
        int start = bytes.position();
        Progress progress = engine.receive(bytes, LoopScratch.get());
        input.advance(bytes.position() - start);
        return progress;
    }

    private Progress answerPauses(Progress first) {
        Progress progress = first;
        while (true) {
            switch (progress) {
                case Progress.AwaitingConfiguration _ -> {
                    ServerConfiguration configuration = settings.configuration().get();
                    recorder.configured(configuration.credentials());
                    progress = engine.configure(configuration);
                }
                case Progress.AwaitingSignature(SignatureRequest request)
                        when executor(request) == null ->
                        progress = KeyWork.of(request).answer(engine);
                case Progress.AwaitingSignature _,
                        Progress.AwaitingDecryption _,
                        Progress.AwaitingCertificateCheck _,
                        Progress.AwaitingReplayCheck _,
                        Progress.NeedsInput _,
                        Progress.EarlyEstablished _,
                        Progress.Established _,
                        Progress.Failed _,
                        Progress.Closed _ -> {
                    return progress;
                }
            }
        }
    }

    private void conclude(Progress progress) {
        switch (progress) {
            case Progress.NeedsInput _ -> input.keepPartial();
            case Progress.AwaitingSignature(SignatureRequest request) ->
                    workElsewhere(
                            () -> KeyWork.of(request), Objects.requireNonNull(executor(request)));
            case Progress.AwaitingDecryption(DecryptionRequest request) ->
                    workElsewhere(
                            () -> KeyWork.of(request),
                            settings.privateKeyWork().executor(request.key()));
            case Progress.Established(TlsConnection established) -> establish(established);
            case Progress.Failed _ -> close();
            case Progress.Closed _ -> close();
            case Progress.AwaitingConfiguration _ ->
                    throw new IllegalStateException("answered before");
            case Progress.AwaitingCertificateCheck _ ->
                    throw new IllegalStateException("no client was asked for a certificate");
            case Progress.AwaitingReplayCheck _, Progress.EarlyEstablished _ ->
                    throw new IllegalStateException("early data was not to be taken");
        }
    }

    private @Nullable Executor executor(SignatureRequest request) {
        return settings.privateKeyWork().executor(request.key());
    }

    private void workElsewhere(Supplier<KeyWork> work, Executor executor) {
        keyAtWork = true;
        executor.execute(() -> {
            KeyWork done = work.get();
            context().executor().execute(() -> workedElsewhere(done));
        });
    }

    private void workedElsewhere(KeyWork work) {
        keyAtWork = false;
        if (!recorder.isFinished()) {
            recorder.addCompute(work.nanos());
            proceed(work);
            if (!recorder.isFinished() && !keyAtWork) {
                context().read();
            }
        }
    }

    private void send() {
        if (engine.hasOutput()) {
            ChannelHandlerContext ctx = context();
            ByteBuffer output = engine.takeOutput();
            ByteBuf bytes = ctx.alloc().directBuffer(output.remaining()).writeBytes(output);
            ctx.writeAndFlush(bytes, ctx.voidPromise());
        }
    }

    private void establish(TlsConnection established) {
        ChannelHandlerContext ctx = context();
        connection.established(established.session());
        finish();
        handedOver = true;
        TlsRecordHandler records = new TlsRecordHandler(connection, established, input);
        ctx.pipeline().replace(this, null, records);
        settings.stream().start(connection, records);
        records.resume();
    }

    private void giveUp(FailureReason reason) {
        recorder.failedOutside(reason);
        engine.cancel();
        send();
        close();
    }

    /// The handshake failed: what there is to say to the client is said.
    private void close() {
        finish();
        LingeringClose.start(connection.channel(), StreamEnd.shutdownOutput(connection.channel()));
    }

    private void finish() {
        if (recorder.isFinished()) {
            return;
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        HandshakeReport report = recorder.finish();
        if (report.outcome() != HandshakeOutcome.SUCCESS) {
            connection.endedBy(CloseCause.HANDSHAKE_FAILED);
        }
        settings.finished().run();
        connection.observer().handshakeFinished(report);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
