package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.EarlyDataRefusal;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.event.ResumptionMeans;
import io.sallyport.tls.event.ResumptionMiss;
import io.sallyport.tls.event.TlsEvent;
import io.sallyport.tls.handshake.AwaitCertificateCheck;
import io.sallyport.tls.handshake.CheckedCertificates;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.handshake.SecretLog;
import io.sallyport.tls.keys.HandshakeSecrets;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.CertificateMessage;
import io.sallyport.tls.message.CertificateVerify;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.EncryptedExtensions;
import io.sallyport.tls.message.KeyShareEntry;
import io.sallyport.tls.message.ServerHello;
import io.sallyport.tls.negotiation.RecordSizes;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.ServerParameters;
import io.sallyport.tls.record.RecordBoundary;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The server's flight: ServerHello, EncryptedExtensions and, after a resumption, Finished; else Certificate,
/// and the rest after the signature (RFC 9846, section 2).
public final class ServerFlight {
    private static final int TYPICAL_LENGTH = 2048;
    private static final int HELLO_LENGTH = 1280;

    private final Handshake handshake;
    private final ClientHello hello;
    private final ServerConfiguration configuration;
    private final ServerParameters parameters;
    private final Transcript transcript;
    private final RecordBoundary boundary;
    private final boolean afterRetry;
    private final @Nullable ResumedSession resumed;
    private final SecretLog secretLog;

    private ServerFlight(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            ServerParameters parameters,
            Transcript transcript,
            RecordBoundary boundary,
            boolean afterRetry,
            @Nullable ResumedSession resumed) {
        this.handshake = handshake;
        this.hello = hello;
        this.configuration = configuration;
        this.parameters = parameters;
        this.transcript = transcript;
        this.boundary = boundary;
        this.afterRetry = afterRetry;
        this.resumed = resumed;
        this.secretLog = new SecretLog(configuration.keyLog(), hello.random());
    }

    /// Answers the client's share. Sends the whole flight if a session is resumed, else pauses for the
    /// signature; pauses before that if the session has certificates of the client's, or if there is early
    /// data that might be taken.
    ///
    /// @param transcript up to, not including, the ClientHello that is answered
    /// @param boundary evidence that the client's keys may change now
    /// @param early whether the first ClientHello announced early data
    public static HandshakeState begin(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            ServerParameters parameters,
            Transcript transcript,
            RecordBoundary boundary,
            boolean afterRetry,
            boolean early)
            throws TlsException {
        ServerFlight flight =
                new ServerFlight(
                        handshake,
                        hello,
                        configuration,
                        parameters,
                        transcript,
                        boundary,
                        afterRetry,
                        TicketOffer.accept(handshake, hello, configuration, parameters, transcript)
                                .orElse(null));
        return flight.isOfKnownClient()
                ? flight.checkCertificatesAgain(early)
                : flight.proceed(early);
    }

    private boolean isOfKnownClient() {
        return resumed != null && !resumed.clientCertificates().isEmpty();
    }

    /// Those of a resumed session may have expired or been revoked since. If so, a new session begins.
    private HandshakeState checkCertificatesAgain(boolean early) throws TlsException {
        return AwaitCertificateCheck.ofSession(
                ProtocolVersion.TLS_1_3,
                Objects.requireNonNull(resumed).clientCertificates(),
                new AwaitCertificateCheck.Way() {
                    @Override
                    public HandshakeState accepted(CheckedCertificates certificates)
                            throws TlsException {
                        return proceed(early);
                    }

                    @Override
                    public HandshakeState refused(ClientCertificateRefusal why)
                            throws TlsException {
                        return withoutResumption(why).proceed(early);
                    }

                    @Override
                    public void abandon() {
                        ServerFlight.this.abandon();
                    }
                });
    }

    private ServerFlight withoutResumption(ClientCertificateRefusal why) {
        abandon();
        handshake.tell(
                new TlsEvent.ResumptionOffered(ResumptionMeans.TICKET, ResumptionMiss.of(why)));
        return new ServerFlight(
                handshake,
                hello,
                configuration,
                parameters,
                transcript,
                boundary,
                afterRetry,
                null);
    }

    private HandshakeState proceed(boolean early) throws TlsException {
        return early ? considerEarlyData() : send(false);
    }

    private HandshakeState considerEarlyData() throws TlsException {
        EarlyDataRefusal obstacle =
                EarlyDataOffer.obstacle(
                        hello, parameters, configuration.resumption(), resumed, afterRetry);
        if (obstacle != null) {
            return sendRefusing(obstacle);
        }
        return new AwaitReplayCheck(
                this,
                Objects.requireNonNull(hello.extensions().preSharedKey()).binders().getFirst(),
                Objects.requireNonNull(configuration.resumption().earlyData()).memory());
    }

    /// Early data is skipped, as what came so far has seen to.
    HandshakeState sendRefusing(EarlyDataRefusal why) throws TlsException {
        handshake.tell(new TlsEvent.EarlyDataOffered(why));
        return send(false);
    }

    HandshakeState sendTakingEarlyData() throws TlsException {
        handshake.tell(new TlsEvent.EarlyDataOffered(null));
        handshake.inbound().stopSkippingEarlyData();
        return send(true);
    }

    /// Forgets the secrets of a flight that will not be sent.
    void abandon() {
        if (resumed != null) {
            resumed.early().close();
        }
    }

    /// @param takesEarlyData whether it is taken: only after a resumption
    private HandshakeState send(boolean takesEarlyData) throws TlsException {
        TrafficSecret early = takesEarlyData ? earlySecret() : null;
        Encapsulation exchange = keyExchange();
        sendServerHello(exchange);
        if (!afterRetry) {
            sendCompatibilityMessage(handshake, hello);
        }
        HandshakeSecrets secrets = secrets(exchange);
        secretLog.log("CLIENT_HANDSHAKE_TRAFFIC_SECRET", secrets.client().secret());
        secretLog.log("SERVER_HANDSHAKE_TRAFFIC_SECRET", secrets.server().secret());
        applySizes();
        handshake.protectOutbound(secrets.server());
        protectInbound(early == null ? secrets.client() : early);
        if (early != null) {
            early.close();
        }
        return sendProtected(secrets, takesEarlyData);
    }

    /// Null if the session is resumed without one (RFC 9846, section 4.3.9).
    private @Nullable Encapsulation keyExchange() throws TlsException {
        return hasKeyExchange()
                ? handshake
                        .crypto()
                        .keyExchange(parameters.group())
                        .encapsulate(parameters.clientShare().keyExchange())
                : null;
    }

    private boolean hasKeyExchange() {
        return resumed == null || resumed.hasKeyExchange();
    }

    private HandshakeState sendProtected(HandshakeSecrets secrets, boolean takesEarlyData) {
        WireWriter flight = new WireWriter(TYPICAL_LENGTH);
        // none after a resumption (RFC 9846, section 4.4.2)
        ClientCertificateRequest request =
                resumed == null ? ClientCertificateRequest.of(configuration) : null;
        encryptedExtensions(takesEarlyData).write(flight);
        if (request != null) {
            request.write(flight);
        }
        if (resumed == null) {
            CertificateMessage.write(
                    flight,
                    parameters.credential().chain(),
                    staple(hello, parameters.credential()));
        }
        transcript.add(flight.array(), 0, flight.length());
        Tls13Context context =
                new Tls13Context(
                        handshake,
                        session(takesEarlyData),
                        new ServerSecrets(secrets, secretLog),
                        transcript,
                        flight,
                        TicketIssue.of(handshake, hello, configuration, resumed),
                        request);
        if (takesEarlyData) {
            return context.sendFinishedTakingEarlyData(
                    Objects.requireNonNull(resumed).terms().maximumEarlyData());
        }
        return resumed != null
                ? context.sendFinished()
                : new AwaitTranscriptSignature(
                        context,
                        parameters.credential().key(),
                        parameters.scheme(),
                        CertificateVerify.serverContent(transcript.hash()));
    }

    /// Middlebox compatibility (RFC 9846, appendix E.4): once, after our first message, if the client
    /// looks for it.
    static void sendCompatibilityMessage(Handshake handshake, ClientHello hello) {
        if (hello.sessionId().length > 0) {
            handshake.sendChangeCipherSpec();
        }
    }

    private TrafficSecret earlySecret() {
        TrafficSecret early =
                Objects.requireNonNull(resumed)
                        .early()
                        .client(parameters.suite(), transcript.hash());
        secretLog.log("CLIENT_EARLY_TRAFFIC_SECRET", early.secret());
        return early;
    }

    private void sendServerHello(@Nullable Encapsulation exchange) {
        byte[] random = new byte[ClientHello.RANDOM_LENGTH];
        handshake.crypto().random().nextBytes(random);
        WireWriter out = new WireWriter(HELLO_LENGTH);
        ServerHello.write(
                out,
                random,
                hello.sessionId(),
                parameters.suite(),
                exchange == null
                        ? null
                        : new KeyShareEntry(parameters.group().code(), exchange.serverShare()),
                resumed == null ? null : resumed.identity());
        transcript.add(out.array(), 0, out.length());
        handshake.send(out.array(), 0, out.length());
    }

    private HandshakeSecrets secrets(@Nullable Encapsulation exchange) {
        CryptoProvider crypto = handshake.crypto();
        CipherSuite suite = parameters.suite();
        // where there was no exchange, zeros stand for its secret (RFC 9846, section 7.1)
        Secret shared =
                exchange == null
                        ? Secret.owning(new byte[suite.hash().length()])
                        : exchange.sharedSecret();
        return resumed == null
                ? HandshakeSecrets.of(crypto, suite, shared, transcript.hash())
                : HandshakeSecrets.of(crypto, suite, resumed.early(), shared, transcript.hash());
    }

    private void protectInbound(TrafficSecret secret) {
        handshake.protectInbound(secret, boundary);
    }

    private void applySizes() {
        RecordSizes sizes = parameters.recordSizes();
        handshake.outbound().limitFragments(sizes.outbound());
        handshake.inbound().limitFragments(sizes.inbound());
    }

    private EncryptedExtensions encryptedExtensions(boolean takesEarlyData) {
        return new EncryptedExtensions(
                parameters.serverNameUsed(),
                parameters.applicationProtocol(),
                takesEarlyData,
                parameters.recordSizes().announcedLimit(),
                parameters.recordSizes().fragmentCode());
    }

    private static @Nullable OcspResponse staple(ClientHello hello, Credential credential) {
        return hello.extensions().isOcspRequested() ? credential.ocspResponse() : null;
    }

    private NegotiatedSession session(boolean takesEarlyData) {
        return new NegotiatedSession(
                ProtocolVersion.TLS_1_3,
                parameters.suite(),
                hasKeyExchange() ? parameters.group() : null,
                resumed == null ? parameters.scheme() : null,
                kind(takesEarlyData),
                hello.extensions().serverName(),
                parameters.credential().name(),
                parameters.applicationProtocol(),
                resumed == null ? List.of() : resumed.clientCertificates());
    }

    private HandshakeKind kind(boolean takesEarlyData) {
        if (takesEarlyData) {
            return HandshakeKind.EARLY_DATA;
        }
        if (resumed != null) {
            return HandshakeKind.RESUMED;
        }
        return afterRetry ? HandshakeKind.HELLO_RETRY : HandshakeKind.FULL;
    }
}
