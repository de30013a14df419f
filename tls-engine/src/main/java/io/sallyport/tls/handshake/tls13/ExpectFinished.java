package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.Established;
import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.ExpectedFinished;
import io.sallyport.tls.keys.HandshakeSecrets;
import io.sallyport.tls.keys.VerifiedFinished;
import io.sallyport.tls.message.Finished;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.record.RecordBoundary;

/// Our flight is sent; the client has yet to prove that it saw the same handshake.
public final class ExpectFinished implements AwaitedMessage {
    private final Tls13Context context;
    private final ApplicationSecrets application;
    private final ExpectedFinished expected;
    private final boolean ticketsDue;

    /// @param ticketsDue whether the client gets its tickets when the Finished has come, for it has none yet
    ExpectFinished(
            Tls13Context context,
            ApplicationSecrets application,
            ExpectedFinished expected,
            boolean ticketsDue) {
        this.context = context;
        this.application = application;
        this.expected = expected;
        this.ticketsDue = ticketsDue;
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
        Handshake handshake = context.handshake();
        NegotiatedSession session = context.session();
        HandshakeSecrets secrets = context.secrets().handshake();
        byte[] received = Finished.read(message, session.cipherSuite().hash().length());
        VerifiedFinished evidence =
                expected.verify(received)
                        .orElseThrow(() ->
                                TlsException.misbehaved(PeerMisbehaved.SENT_INCORRECT_FINISHED));
        RecordBoundary boundary = handshake.inbound().boundary();
        handshake.inbound().allowChangeCipherSpec(false);
        handshake.protectInbound(application.client(), boundary);
        secrets.close();
        if (ticketsDue) {
            context.transcript().add(message);
            context.tickets().send(session, application, context.transcript()::hash);
            application.forgetMainSecret();
        }
        return new Established(
                handshake, session, application, context.secrets().log(), evidence, () -> {});
    }

    @Override
    public void abandon() {
        context.secrets().handshake().close();
        application.close();
    }
}
