package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.ExpectedFinished;
import io.sallyport.tls.message.EndOfEarlyData;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.record.RecordBoundary;

/// Our flight is sent, and the client's early data comes until it says that it is over (RFC 9846, section 4.6).
public final class ExpectEndOfEarlyData implements AwaitedMessage {
    private final Tls13Context context;
    private final ApplicationSecrets application;
    private final ExpectedFinished expected;

    ExpectEndOfEarlyData(
            Tls13Context context, ApplicationSecrets application, ExpectedFinished expected) {
        this.context = context;
        this.application = application;
        this.expected = expected;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.EARLY_DATA;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.END_OF_EARLY_DATA;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        EndOfEarlyData.read(message);
        RecordBoundary boundary = context.handshake().inbound().boundary();
        context.handshake().protectInbound(context.secrets().handshake().client(), boundary);
        return new ExpectFinished(context, application, expected, false);
    }

    @Override
    public void abandon() {
        context.secrets().handshake().close();
        application.close();
    }
}
