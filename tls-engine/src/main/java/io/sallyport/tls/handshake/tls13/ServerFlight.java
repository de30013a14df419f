package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.handshake.SecretLog;
import io.sallyport.tls.keys.HandshakeSecrets;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's flight: ServerHello, EncryptedExtensions and, after a resumption, Finished; else Certificate,
/// and the rest after the signature (RFC 9846, section 2).
public final class ServerFlight {
    private static final int TYPICAL_LENGTH = 2048;
    private static final int HELLO_LENGTH = 1280;

    private ServerFlight() {}

    /// Answers the client's share. Sends the whole flight if a session is resumed, else pauses for the
    /// signature.
    ///
    /// @param transcript up to, not including, the ClientHello that is answered
    /// @param boundary evidence that the client's keys may change now
    public static HandshakeState begin(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            ServerParameters parameters,
            Transcript transcript,
            RecordBoundary boundary,
            boolean afterRetry)
            throws TlsException {
        Optional<ResumedSession> resumed =
                TicketOffer.accept(handshake, hello, configuration, parameters, transcript);
        Encapsulation exchange =
                handshake
                        .crypto()
                        .keyExchange(parameters.group())
                        .encapsulate(parameters.clientShare().keyExchange());
        sendServerHello(handshake, hello, parameters, exchange, resumed, transcript);
        if (!afterRetry) {
            sendCompatibilityMessage(handshake, hello);
        }
        HandshakeSecrets secrets =
                secrets(handshake, parameters, exchange, resumed, transcript.hash());
        SecretLog secretLog = new SecretLog(configuration.keyLog(), hello.random());
        secretLog.log("CLIENT_HANDSHAKE_TRAFFIC_SECRET", secrets.client().secret());
        secretLog.log("SERVER_HANDSHAKE_TRAFFIC_SECRET", secrets.server().secret());
        applySizes(handshake, parameters.recordSizes());
        handshake.protectOutbound(secrets.server());
        handshake.protectInbound(secrets.client(), boundary);

        WireWriter flight = new WireWriter(TYPICAL_LENGTH);
        encryptedExtensions(parameters).write(flight);
        if (resumed.isEmpty()) {
            CertificateMessage.write(
                    flight,
                    parameters.credential().chain(),
                    staple(hello, parameters.credential()));
        }
        transcript.add(flight.array(), 0, flight.length());
        Tls13Context context =
                new Tls13Context(
                        handshake,
                        session(hello, parameters, resumed, afterRetry),
                        new ServerSecrets(secrets, secretLog),
                        transcript,
                        flight,
                        TicketIssue.of(handshake, hello, configuration, resumed.orElse(null)));
        return resumed.isPresent()
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

    private static void sendServerHello(
            Handshake handshake,
            ClientHello hello,
            ServerParameters parameters,
            Encapsulation exchange,
            Optional<ResumedSession> resumed,
            Transcript transcript) {
        byte[] random = new byte[ClientHello.RANDOM_LENGTH];
        handshake.crypto().random().nextBytes(random);
        WireWriter out = new WireWriter(HELLO_LENGTH);
        ServerHello.write(
                out,
                random,
                hello.sessionId(),
                parameters.suite(),
                new KeyShareEntry(parameters.group().code(), exchange.serverShare()),
                resumed.map(ResumedSession::identity).orElse(null));
        transcript.add(out.array(), 0, out.length());
        handshake.send(out.array(), 0, out.length());
    }

    private static HandshakeSecrets secrets(
            Handshake handshake,
            ServerParameters parameters,
            Encapsulation exchange,
            Optional<ResumedSession> resumed,
            byte[] transcriptHash) {
        CryptoProvider crypto = handshake.crypto();
        return resumed.map(session ->
                        HandshakeSecrets.of(
                                crypto,
                                parameters.suite(),
                                session.early(),
                                exchange.sharedSecret(),
                                transcriptHash))
                .orElseGet(() ->
                        HandshakeSecrets.of(
                                crypto,
                                parameters.suite(),
                                exchange.sharedSecret(),
                                transcriptHash));
    }

    private static void applySizes(Handshake handshake, RecordSizes sizes) {
        handshake.outbound().limitFragments(sizes.outbound());
        handshake.inbound().limitFragments(sizes.inbound());
    }

    private static EncryptedExtensions encryptedExtensions(ServerParameters parameters) {
        return new EncryptedExtensions(
                parameters.serverNameUsed(),
                parameters.applicationProtocol(),
                parameters.recordSizes().announcedLimit(),
                parameters.recordSizes().fragmentCode());
    }

    private static @Nullable OcspResponse staple(ClientHello hello, Credential credential) {
        return hello.extensions().isOcspRequested() ? credential.ocspResponse() : null;
    }

    private static NegotiatedSession session(
            ClientHello hello,
            ServerParameters parameters,
            Optional<ResumedSession> resumed,
            boolean afterRetry) {
        HandshakeKind full = afterRetry ? HandshakeKind.HELLO_RETRY : HandshakeKind.FULL;
        return new NegotiatedSession(
                ProtocolVersion.TLS_1_3,
                parameters.suite(),
                parameters.group(),
                resumed.isPresent() ? null : parameters.scheme(),
                resumed.isPresent() ? HandshakeKind.RESUMED : full,
                hello.extensions().serverName(),
                parameters.credential().name(),
                parameters.applicationProtocol(),
                resumed.map(ResumedSession::clientCertificates).orElse(List.of()));
    }
}
