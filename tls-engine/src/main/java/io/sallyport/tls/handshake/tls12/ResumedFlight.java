package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.AwaitCertificateCheck;
import io.sallyport.tls.handshake.CheckedCertificates;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.MasterSecret;
import io.sallyport.tls.keys.Randoms;
import io.sallyport.tls.keys.Transcript;
import io.sallyport.tls.message.ClientHello;
import io.sallyport.tls.message.Tls12ServerExtensions;
import io.sallyport.tls.message.Tls12ServerHello;
import io.sallyport.tls.negotiation.Tls12Parameters;
import io.sallyport.tls.resumption.SessionState;

/// The server's flight of a resumed session: ServerHello, a new ticket if it is time for one, then at once
/// change_cipher_spec and Finished (RFC 5246, section 7.3; RFC 5077, section 3.1).
final class ResumedFlight {
    private static final int TYPICAL_LENGTH = 512;

    private final SessionOffer offer;
    private final SessionState state;

    private ResumedFlight(SessionOffer offer, SessionState state) {
        this.offer = offer;
        this.state = state;
    }

    /// Sends the flight, after a pause for the client's certificates if the session has them.
    static HandshakeState begin(SessionOffer offer, SessionState state) throws TlsException {
        ResumedFlight flight = new ResumedFlight(offer, state);
        return state.clientCertificates().isEmpty()
                ? flight.send()
                : AwaitCertificateCheck.ofSession(
                        ProtocolVersion.TLS_1_2, state.clientCertificates(), flight.way());
    }

    private AwaitCertificateCheck.Way way() {
        return new AwaitCertificateCheck.Way() {
            @Override
            public HandshakeState accepted(CheckedCertificates certificates) {
                return send();
            }

            // begins a new session instead: the client's certificates are not good any more
            @Override
            public HandshakeState refused(ClientCertificateRefusal why) {
                abandon();
                offer.tellRefused(why);
                return FullFlight.begin(
                        offer.handshake(),
                        offer.hello(),
                        offer.configuration(),
                        offer.parameters());
            }

            @Override
            public void abandon() {
                state.secret().close();
            }
        };
    }

    private HandshakeState send() {
        Tls12Context context = context();
        WireWriter hello = new WireWriter(TYPICAL_LENGTH);
        Tls12ServerHello.write(
                hello,
                context.randoms().server(),
                context.sessionId(),
                state.suite(),
                extensions());
        if (offer.renewsTicket()) {
            Tls12Finish.writeTicket(hello, offer.configuration().resumption(), state);
        }
        Tls12Secrets secrets =
                Tls12Secrets.of(
                        context,
                        MasterSecret.resumed(
                                crypto(),
                                state.suite(),
                                state.secret(),
                                state.extendedMasterSecret()));
        Tls12Finish.send(context, secrets, hello);
        return ExpectChangeCipherSpec.ofResumedSession(context, secrets, session());
    }

    /// The session id is the client's, by which it sees that its session was taken.
    private Tls12Context context() {
        ClientHello hello = offer.hello();
        byte[] random =
                Tls12ServerHello.random(
                        crypto().random(),
                        offer.configuration()
                                .policy()
                                .versions()
                                .contains(ProtocolVersion.TLS_1_3));
        return new Tls12Context(
                offer.handshake(),
                hello,
                offer.configuration(),
                parameters(),
                new Randoms(hello.random(), random),
                hello.sessionId(),
                Transcript.of(crypto(), state.suite().hash(), hello.message()));
    }

    /// What was negotiated, with the session's suite and without a key exchange.
    private Tls12Parameters parameters() {
        Tls12Parameters negotiated = offer.parameters();
        return new Tls12Parameters(
                state.suite(),
                null,
                negotiated.credential(),
                null,
                false,
                negotiated.applicationProtocol(),
                negotiated.recordSizes(),
                negotiated.client());
    }

    private Tls12ServerExtensions extensions() {
        Tls12Parameters parameters = offer.parameters();
        return new Tls12ServerExtensions(
                false,
                state.extendedMasterSecret(),
                false,
                offer.renewsTicket(),
                false,
                parameters.applicationProtocol(),
                parameters.recordSizes().announcedLimit(),
                parameters.recordSizes().fragmentCode());
    }

    private NegotiatedSession session() {
        return new NegotiatedSession(
                ProtocolVersion.TLS_1_2,
                state.suite(),
                null,
                null,
                HandshakeKind.RESUMED,
                offer.hello().extensions().serverName(),
                offer.parameters().credential().name(),
                offer.parameters().applicationProtocol(),
                state.clientCertificates());
    }

    private CryptoProvider crypto() {
        return offer.handshake().crypto();
    }
}
