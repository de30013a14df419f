package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.alert.TlsFailure;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.message.Tls12CertificateMessage;
import io.sallyport.tls.negotiation.ClientAuthentication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The client is asked for a certificate, and has to answer before anything else (RFC 5246, section 7.4.6).
public final class ExpectCertificate implements AwaitedMessage {
    private final Tls12Context context;
    private final @Nullable EphemeralKey ours;
    private final ClientAuthentication asked;

    ExpectCertificate(
            Tls12Context context, @Nullable EphemeralKey ours, ClientAuthentication asked) {
        this.context = context;
        this.ours = ours;
        this.asked = asked;
    }

    @Override
    public HandshakePhase phase() {
        return HandshakePhase.CLIENT_CERTIFICATE;
    }

    @Override
    public HandshakeType awaitedType() {
        return HandshakeType.CERTIFICATE;
    }

    @Override
    public HandshakeState handle(HandshakeMessage message) throws TlsException {
        List<byte[]> certificates = Tls12CertificateMessage.read(message);
        context.transcript().add(message);
        if (!certificates.isEmpty()) {
            return AwaitCertificateCheck.ofNewSession(context, ours, certificates);
        }
        if (asked.required()) {
            throw new TlsException(
                    new TlsFailure.ClientCertificateRefused(ClientCertificateRefusal.MISSING));
        }
        return new ExpectClientKeyExchange(context, ours, null);
    }
}
