package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakeKind;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.Established;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.MasterSecret;
import io.sallyport.tls.keys.VerifiedFinished;
import io.sallyport.tls.message.Finished;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.resumption.Resumption;
import io.sallyport.tls.resumption.SessionState;
import io.sallyport.tls.resumption.TicketTerms;

/// The client's keys are in use; it has yet to prove that it saw the same handshake (RFC 5246, section
/// 7.4.9).
public final class ExpectTls12Finished implements AwaitedMessage {
    private static final int TYPICAL_LENGTH = 256;

    private final Tls12Context context;
    private final Tls12Secrets secrets;
    private final NegotiatedSession session;

    ExpectTls12Finished(Tls12Context context, Tls12Secrets secrets, NegotiatedSession session) {
        this.context = context;
        this.secrets = secrets;
        this.session = session;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CLIENT_FINISHED;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.FINISHED;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        byte[] received = Finished.read(message, MasterSecret.VERIFY_DATA_LENGTH);
        VerifiedFinished evidence =
                secrets.master()
                        .verifyClient(received, context.transcript().hash())
                        .orElseThrow(() ->
                                TlsException.misbehaved(PeerMisbehaved.SENT_INCORRECT_FINISHED));
        context.handshake().inbound().boundary();
        if (session.kind() != HandshakeKind.RESUMED) {
            context.transcript().add(message);
            keepSession();
            Tls12Finish.send(context, secrets, newTicket());
        }
        byte[] id = context.sessionId();
        Resumption resumption = context.configuration().resumption();
        return new Established(
                context.handshake(),
                session,
                secrets.master().intoExporter(context.randoms()),
                context.secretLog(),
                evidence,
                () -> resumption.forget(id));
    }

    @Override
    public void abandon() {
        secrets.close();
    }

    private void keepSession() {
        if (context.sessionId().length > 0) {
            context.configuration().resumption().keep(context.sessionId(), state());
        }
    }

    /// NewSessionTicket, if one was announced.
    private WireWriter newTicket() {
        WireWriter out = new WireWriter(TYPICAL_LENGTH);
        if (FullFlight.issuesTicket(context.configuration(), context.parameters())) {
            Tls12Finish.writeTicket(out, context.configuration().resumption(), state());
        }
        return out;
    }

    private SessionState state() {
        return new SessionState(
                ProtocolVersion.TLS_1_2,
                session.cipherSuite(),
                secrets.master().secret(),
                secrets.master().isExtended(),
                context.configuration().resumption().now(),
                session.serverName(),
                null,
                TicketTerms.NONE,
                session.clientCertificates());
    }
}
