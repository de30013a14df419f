package io.sallyport.tls.testing;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.credential.ClientCertificates;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.Credentials;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.engine.Progress;
import io.sallyport.tls.engine.Reading;
import io.sallyport.tls.engine.ReplayCheck;
import io.sallyport.tls.engine.SignatureRequest;
import io.sallyport.tls.engine.TlsConnection;
import io.sallyport.tls.engine.TlsServerEngine;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerConfiguration.UnknownServerName;
import io.sallyport.tls.policy.EngineLimits;
import io.sallyport.tls.policy.TlsPolicies;
import io.sallyport.tls.record.RecordScratch;
import io.sallyport.tls.resumption.ReplayVerdict;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A server of one connection, without a network: answers the engine's pauses at once, and keeps what
/// it saw.
public final class TestServer {
    public static final CryptoProvider CRYPTO = new TestCrypto();
    private static final Credential ECDSA = TestPki.credential(CRYPTO, KeyType.EC_P256);

    /// TLS 1.3 only, and one ECDSA P-256 credential for [TestPki#SERVER_NAME].
    public static final ServerConfiguration CONFIGURATION = configuration(ECDSA);

    private final ServerConfiguration configuration;
    private final TlsServerEngine engine;
    private final RecordScratch scratch = new RecordScratch();
    private final List<TlsEvent> events = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private ByteBuffer input = ByteBuffer.allocate(0);
    private @Nullable Progress progress;
    private @Nullable Reading reading;
    private int pieces = Integer.MAX_VALUE;
    private int sent;
    private @Nullable ClientCertificates judged;
    private @Nullable ClientCertificateRefusal certificateRefusal;
    private @Nullable Throwable certificateFault;
    private Function<ReplayCheck, ReplayVerdict> replays = _ -> ReplayVerdict.FRESH;

    public TestServer() {
        this(CONFIGURATION);
    }

    public TestServer(ServerConfiguration configuration) {
        this(configuration, EngineLimits.DEFAULT);
    }

    public TestServer(ServerConfiguration configuration, EngineLimits limits) {
        this(CRYPTO, configuration, limits);
    }

    public TestServer(
            CryptoProvider crypto, ServerConfiguration configuration, EngineLimits limits) {
        this.configuration = configuration;
        this.engine = new TlsServerEngine(crypto, limits, events::add);
    }

    /// TLS 1.3 only with these credentials, without ALPN, strict about nothing.
    public static ServerConfiguration configuration(Credential... credentials) {
        return new ServerConfiguration(
                TlsPolicies.MOZILLA_MODERN_6_0,
                Credentials.of(List.of(credentials)),
                UnknownServerName.DEFAULT,
                List.of(),
                null);
    }

    /// From now on, [#feed] hands bytes on in pieces of this size.
    public TestServer inPiecesOf(int bytes) {
        pieces = bytes;
        return this;
    }

    /// From now on, no certificate of a client is good, for this reason.
    public TestServer refusingCertificates(ClientCertificateRefusal why) {
        certificateRefusal = why;
        return this;
    }

    /// From now on, no certificate of a client can be judged, because of this.
    public TestServer failingToJudge(Throwable fault) {
        certificateFault = fault;
        return this;
    }

    /// From now on, this tells whether hellos with early data were here before.
    public TestServer knowingHellos(Function<ReplayCheck, ReplayVerdict> memory) {
        replays = memory;
        return this;
    }

    /// Gives the server bytes from the client.
    ///
    /// @return what it sends in answer
    public byte[] feed(byte[] fromClient) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int start = 0;
        do {
            int end = start + Math.min(pieces, fromClient.length - start);
            answer.writeBytes(feedPiece(Arrays.copyOfRange(fromClient, start, end)));
            start = end;
        } while (start < fromClient.length);
        return answer.toByteArray();
    }

    private byte[] feedPiece(byte[] fromClient) {
        ByteBuffer joined = ByteBuffer.allocate(input.remaining() + fromClient.length);
        joined.put(input).put(fromClient).flip();
        input = joined;
        if (open() == null) {
            handshake();
        }
        TlsConnection connection = open();
        if (connection != null) {
            reading = connection.read(input, scratch, received::write);
        }
        return output();
    }

    /// Whatever waits to be sent.
    public byte[] output() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        drain(engine.takeOutput(), out);
        TlsConnection connection = open();
        if (connection != null) {
            drain(connection.takeOutput(), out);
        }
        sent += out.size();
        return out.toByteArray();
    }

    /// Seals data in as few records as the client takes.
    public byte[] send(byte[] data) {
        TlsConnection connection = connection();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int most = connection.maximumPlaintext();
        for (int start = 0; start < data.length || start == 0; start += most) {
            int length = Math.min(most, data.length - start);
            byte[] in = new byte[length + 1];
            System.arraycopy(data, start, in, 0, length);
            byte[] record = new byte[connection.sealedBound(length)];
            int written = connection.seal(in, 0, length, record, 0);
            out.write(record, 0, written);
        }
        return out.toByteArray();
    }

    /// Bytes that [#output] and [#feed] have given so far.
    public int sent() {
        return sent;
    }

    public TlsServerEngine engine() {
        return engine;
    }

    /// The established connection, be it confirmed or not.
    public TlsConnection connection() {
        TlsConnection connection = open();
        if (connection == null) {
            throw new AssertionError("not established, but " + progress);
        }
        return connection;
    }

    public boolean isEstablished() {
        TlsConnection connection = open();
        return connection != null && connection.isConfirmed();
    }

    private @Nullable TlsConnection open() {
        return switch (progress) {
            case Progress.Established(TlsConnection connection) -> connection;
            case Progress.EarlyEstablished(TlsConnection connection) -> connection;
            case null, default -> null;
        };
    }

    public Progress progress() {
        return Objects.requireNonNull(progress, "nothing was fed");
    }

    public Reading reading() {
        return Objects.requireNonNull(reading, "nothing was read");
    }

    /// Why the handshake or the connection failed, or null if it has not.
    public @Nullable TlsFailure failure() {
        return switch (progress) {
            case Progress.Failed(TlsFailure failure) -> failure;
            case null, default -> {
                TlsConnection connection = open();
                yield connection == null ? null : connection.failure();
            }
        };
    }

    public List<TlsEvent> events() {
        return events;
    }

    /// The events of one kind.
    public <E extends TlsEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The certificates of the client that were judged last.
    public ClientCertificates judged() {
        return Objects.requireNonNull(judged);
    }

    /// Application data so far.
    public byte[] received() {
        return received.toByteArray();
    }

    private void handshake() {
        int before;
        do {
            before = input.remaining();
            progress = answered(engine.receive(input, scratch));
        } while (progress instanceof Progress.NeedsInput && input.remaining() < before);
    }

    private Progress answered(Progress first) {
        Progress now = first;
        while (true) {
            progress = now;
            switch (now) {
                case Progress.AwaitingConfiguration _ -> now = engine.configure(configuration);
                case Progress.AwaitingSignature(var request) -> now = sign(request);
                case Progress.AwaitingDecryption(var request) ->
                        now = engine.decrypted(request.decrypt());
                case Progress.AwaitingCertificateCheck(var certificates) -> {
                    judged = certificates;
                    now = judge();
                }
                case Progress.AwaitingReplayCheck(var check) ->
                        now = engine.replayChecked(replays.apply(check));
                case Progress.NeedsInput _,
                        Progress.Established _,
                        Progress.EarlyEstablished _,
                        Progress.Failed _,
                        Progress.Closed _ -> {
                    return now;
                }
            }
        }
    }

    private Progress sign(SignatureRequest request) {
        try {
            return engine.signed(request.sign());
        } catch (GeneralSecurityException e) {
            return engine.signingFailed(e);
        }
    }

    private Progress judge() {
        if (certificateFault != null) {
            return engine.certificateCheckFailed(certificateFault);
        }
        return certificateRefusal == null
                ? engine.certificateAccepted()
                : engine.certificateRefused(certificateRefusal);
    }

    private static void drain(ByteBuffer buffer, ByteArrayOutputStream out) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.writeBytes(bytes);
    }
}
