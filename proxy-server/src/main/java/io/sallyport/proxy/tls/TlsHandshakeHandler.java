package io.sallyport.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.ClientCertificateCheck;
import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.Rejection;
import io.sallyport.proxy.forward.ClientConnection;
import io.sallyport.proxy.forward.LingeringClose;
import io.sallyport.proxy.forward.Stage;
import io.sallyport.proxy.forward.StreamEnd;
import io.sallyport.proxy.insight.CloseCause;
import io.sallyport.proxy.insight.FailureReason;
import io.sallyport.proxy.insight.HandshakeOutcome;
import io.sallyport.proxy.insight.HandshakeRecorder;
import io.sallyport.proxy.insight.HandshakeReport;
import io.sallyport.proxy.replay.ReplayRegister;
import io.sallyport.proxy.runtime.TlsSettings;
import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.credential.ClientCertificates;
import io.sallyport.tls.engine.DecryptionRequest;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.ReplayCheck;
import io.sallyport.tls.engine.SignatureRequest;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.event.ClientHelloInfo;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine in the pipeline, from the first byte to the client's Finished: feeds it, sends what it puts
/// out, answers its pauses. Then it gives way to [TlsRecordHandler]; with early data before the Finished, of which
/// it is told.
///
/// However the handshake ends, it is reported once.
public final class TlsHandshakeHandler extends ChannelInboundHandlerAdapter
        implements Stage, HandshakeEnd {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakeHandler.class);

    private final ClientConnection connection;
    private final HandshakeSettings settings;
    private final HandshakeRecorder recorder;
    private final TlsServerEngine engine;
    private final RecordInput input;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ClientCertificateCheck clients;
    private @Nullable ClientIdentity identity;
    private boolean paused;
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
        if (!paused) {
            proceed(null);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!recorder.isFinished() && !paused) {
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
    /// @param answer to the pause that the engine is in, or null if it is in none
    private void proceed(@Nullable Function<TlsServerEngine, Progress> answer) {
        recorder.computeStarted();
        Progress progress = answer == null ? receive() : answer.apply(engine);
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
                case Progress.AwaitingConfiguration(ClientHelloInfo hello) ->
                        progress = configure(settings.inForce().get(), hello.serverName());
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

    private Progress configure(TlsSettings inForce, @Nullable String serverName) {
        ServerConfiguration configuration = inForce.configuration();
        recorder.configured(configuration.credentials());
        connection.heldTo(inForce.clients());
        clients = inForce.clients().of(serverName);
        if (clients == null) {
            return engine.configure(configuration);
        }
        recorder.asksForCertificate(clients.mode());
        return engine.configure(configuration.withClientAuthentication(clients.engineSettings()));
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
            case Progress.Established(TlsConnection established) -> {
                connection.established(established.session(), identity(established));
                finish();
                handOver(established, null);
            }
            case Progress.EarlyEstablished(TlsConnection early) -> {
                connection.establishedEarly(early.session(), identity(early));
                handOver(early, this);
            }
            case Progress.Failed _ -> close();
            case Progress.Closed _ -> close();
            case Progress.AwaitingConfiguration _ ->
                    throw new IllegalStateException("answered before");
            case Progress.AwaitingCertificateCheck(ClientCertificates certificates) ->
                    checkElsewhere(certificates, Objects.requireNonNull(clients));
            case Progress.AwaitingReplayCheck(ReplayCheck check) -> askWhetherFresh(check);
        }
    }

    private @Nullable Executor executor(SignatureRequest request) {
        return settings.privateKeyWork().executor(request.key());
    }

    private void workElsewhere(Supplier<KeyWork> work, Executor executor) {
        paused = true;
        executor.execute(() -> {
            KeyWork done = work.get();
            context().executor().execute(() -> resume(done::answer, done.nanos()));
        });
    }

    /// Signatures by keys that a client has chosen take their time. Others may have to be asked, which nobody waits for but
    /// this connection.
    private void checkElsewhere(ClientCertificates shown, ClientCertificateCheck check) {
        paused = true;
        Executor workers = settings.certificateWork();
        workers.execute(() -> {
            long start = System.nanoTime();
            try {
                CompletionStage<Optional<ClientIdentity>> found = check.check(shown, workers);
                long nanos = System.nanoTime() - start;
                found.whenComplete((identity, failure) ->
                        context()
                                .executor()
                                .execute(() ->
                                        resume(
                                                paused ->
                                                        failure == null
                                                                ? judged(identity, check)
                                                                : paused.certificateCheckFailed(
                                                                        failure),
                                                nanos)));
            } catch (RuntimeException | StackOverflowError e) {
                // what a client sent is at the bottom of either
                context()
                        .executor()
                        .execute(() -> resume(paused -> paused.certificateCheckFailed(e), 0));
            }
        });
    }

    /// Where nobody knows without asking, a session is not resumed.
    private Progress judged(Optional<ClientIdentity> found, ClientCertificateCheck check) {
        return found.map(known -> judged(known, check))
                .orElseGet(() ->
                        engine.certificateRefused(ClientCertificateRefusal.REVOCATION_UNKNOWN));
    }

    private Progress judged(ClientIdentity found, ClientCertificateCheck check) {
        identity = found;
        recorder.checked(found);
        Rejection rejection = found.rejection();
        return rejection == null || check.mode() == ClientAuthMode.OBSERVE
                ? engine.certificateAccepted()
                : engine.certificateRefused(rejection.why());
    }

    /// Whom the client has proved to be; null if nobody.
    private @Nullable ClientIdentity identity(TlsConnection established) {
        return established.session().clientCertificates().isEmpty() ? null : identity;
    }

    /// The pause is over.
    ///
    /// @param nanos that we worked in it
    private void resume(Function<TlsServerEngine, Progress> answer, long nanos) {
        paused = false;
        if (!recorder.isFinished()) {
            recorder.addCompute(nanos);
            proceed(answer);
            if (!recorder.isFinished() && !paused && !handedOver) {
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

    /// Where nobody remembers, nothing is known to be fresh.
    private void askWhetherFresh(ReplayCheck check) {
        paused = true;
        ReplayRegister replays = settings.replays();
        CompletionStage<ReplayVerdict> answer =
                replays == null
                        ? CompletableFuture.completedFuture(ReplayVerdict.UNKNOWN)
                        : replays.strike(check.id());
        answer.thenAccept(verdict ->
                context()
                        .executor()
                        .execute(() -> resume(asked -> asked.replayChecked(verdict), 0)));
    }

    /// @param unfinished hears of the rest of the handshake, or null if there is none
    private void handOver(TlsConnection established, @Nullable HandshakeEnd unfinished) {
        ChannelHandlerContext ctx = context();
        handedOver = true;
        TlsRecordHandler records = new TlsRecordHandler(connection, established, input, unfinished);
        ctx.pipeline().replace(this, null, records);
        settings.stream().start(connection, records);
        records.resume();
    }

    @Override
    public void handshakeConfirmed() {
        connection.confirmed();
        finish();
    }

    @Override
    public void handshakeLost() {
        finish();
    }

    private void giveUp(FailureReason reason) {
        recorder.failedOutside(reason);
        if (handedOver) {
            finish();
            connection.channel().close();
            return;
        }
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
