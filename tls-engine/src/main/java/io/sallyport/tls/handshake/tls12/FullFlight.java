package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.credential.Credential;
import io.sallyport.tls.credential.OcspResponse;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.Randoms;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.CertificateStatus;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.ServerKeyExchange;
import io.sallyport.tls.message.Tls12CertificateMessage;
import io.sallyport.tls.message.Tls12CertificateRequest;
import io.sallyport.tls.message.Tls12ServerExtensions;
import io.sallyport.tls.message.Tls12ServerHello;
import io.sallyport.tls.negotiation.ClientAuthentication;
import io.sallyport.tls.negotiation.ServerConfiguration;
import io.sallyport.tls.negotiation.Tls12Parameters;
import org.jspecify.annotations.Nullable;

/// The server's flight of a new session: ServerHello, Certificate, CertificateStatus, ServerKeyExchange,
/// CertificateRequest, ServerHelloDone (RFC 5246, section 7.3).
final class FullFlight {
    private static final int TYPICAL_LENGTH = 4096;
    private static final int SESSION_ID_LENGTH = 32;

    private FullFlight() {}

    /// Begins the flight, and pauses for the signature of our share if there is one.
    static HandshakeState begin(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            Tls12Parameters parameters) {
        Tls12Context context = context(handshake, hello, configuration, parameters);
        WireWriter flight = new WireWriter(TYPICAL_LENGTH);
        Tls12ServerHello.write(
                flight,
                context.randoms().server(),
                context.sessionId(),
                parameters.suite(),
                extensions(context));
        Credential credential = parameters.credential();
        Tls12CertificateMessage.write(flight, credential.chain().encodings());
        OcspResponse ocspResponse = credential.ocspResponse();
        if (ocspResponse != null && hello.extensions().isOcspRequested()) {
            CertificateStatus.write(flight, ocspResponse);
        }
        NamedGroup group = parameters.group();
        if (group == null) {
            return finish(context, flight, null);
        }
        EphemeralKey ours = handshake.crypto().ephemeralKey(group);
        return new AwaitKeyExchangeSignature(
                context, flight, ours, ServerKeyExchange.parameters(group, ours.share()));
    }

    /// Sends the flight, after what there is to say of a key exchange.
    ///
    /// @param ours our half of the key exchange; null if the client encrypts to our key
    static HandshakeState finish(
            Tls12Context context, WireWriter flight, @Nullable EphemeralKey ours) {
        ClientAuthentication asked = context.configuration().clientAuthentication();
        if (asked != null) {
            Tls12CertificateRequest.write(
                    flight,
                    context.configuration().policy().signatureSchemes(),
                    asked.authorities());
        }
        HandshakeMessage.write(flight, HandshakeType.SERVER_HELLO_DONE, () -> {});
        context.transcript().add(flight.array(), 0, flight.length());
        context.handshake().send(flight.array(), 0, flight.length());
        return asked == null
                ? new ExpectClientKeyExchange(context, ours, null)
                : new ExpectCertificate(context, ours, asked);
    }

    private static Tls12Context context(
            Handshake handshake,
            ClientHello hello,
            ServerConfiguration configuration,
            Tls12Parameters parameters) {
        CryptoProvider crypto = handshake.crypto();
        byte[] random =
                Tls12ServerHello.random(
                        crypto.random(),
                        configuration.policy().versions().contains(ProtocolVersion.TLS_1_3));
        Transcript transcript =
                configuration.clientAuthentication() == null
                        ? Transcript.of(crypto, parameters.suite().hash(), hello.message())
                        : Transcript.keepingMessages(
                                crypto, parameters.suite().hash(), hello.message());
        return new Tls12Context(
                handshake,
                hello,
                configuration,
                parameters,
                new Randoms(hello.random(), random),
                sessionId(crypto, configuration, parameters),
                transcript);
    }

    /// A client that takes a ticket needs no id (RFC 5077, section 3.4).
    private static byte[] sessionId(
            CryptoProvider crypto, ServerConfiguration configuration, Tls12Parameters parameters) {
        if (issuesTicket(configuration, parameters) || !configuration.resumption().takesIds()) {
            return new byte[0];
        }
        byte[] id = new byte[SESSION_ID_LENGTH];
        crypto.random().nextBytes(id);
        return id;
    }

    static boolean issuesTicket(ServerConfiguration configuration, Tls12Parameters parameters) {
        return configuration.resumption().takesTickets()
                && parameters.client().sessionTicket() != null;
    }

    private static Tls12ServerExtensions extensions(Tls12Context context) {
        Tls12Parameters parameters = context.parameters();
        return new Tls12ServerExtensions(
                parameters.serverNameUsed(),
                parameters.client().extendedMasterSecret(),
                parameters.client().pointFormats() != null
                        && parameters.suite().keyExchange().isElliptic(),
                issuesTicket(context.configuration(), parameters),
                parameters.credential().ocspResponse() != null
                        && context.hello().extensions().isOcspRequested(),
                parameters.applicationProtocol(),
                parameters.recordSizes().announcedLimit(),
                parameters.recordSizes().fragmentCode());
    }
}
