package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.ContentType;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.event.NegotiatedSession;
import io.sallyport.tls.handshake.AuthenticatedClient;
import io.sallyport.tls.handshake.AwaitedInput;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.record.RecordBoundary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Both sides know the keys; the client has yet to say that it uses them (RFC 5246, section 7.1).
public final class ExpectChangeCipherSpec implements AwaitedInput {
    private final Tls12Context context;
    private final Tls12Secrets secrets;
    private final NegotiatedSession session;

    private ExpectChangeCipherSpec(
            Tls12Context context, Tls12Secrets secrets, NegotiatedSession session) {
        this.context = context;
        this.secrets = secrets;
        this.session = session;
    }

    /// After the client's half of the key exchange.
    ///
    /// @param client evidence of who it is, or null if it did not say
    static HandshakeState ofNewSession(
            Tls12Context context, Tls12Secrets secrets, @Nullable AuthenticatedClient client) {
        return new ExpectChangeCipherSpec(
                context,
                secrets,
                context.fullSession(client == null ? List.of() : client.chain().encodings()));
    }

    /// After our Finished.
    static HandshakeState ofResumedSession(
            Tls12Context context, Tls12Secrets secrets, NegotiatedSession session) {
        return new ExpectChangeCipherSpec(context, secrets, session);
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CLIENT_CHANGE_CIPHER_SPEC;
    }

    @Override
    public String awaited() {
        return ContentType.CHANGE_CIPHER_SPEC.label();
    }

    /// Goes on: it has come.
    public HandshakeState changed() throws TlsException {
        RecordBoundary boundary = context.handshake().inbound().boundary();
        context.handshake().protectInbound(secrets.keys().client(), boundary);
        return new ExpectTls12Finished(context, secrets, session);
    }

    @Override
    public void abandon() {
        secrets.close();
    }
}
