package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AwaitCertificateCheck;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.CheckedCertificates;
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
            return AwaitCertificateCheck.of(ProtocolVersion.TLS_1_2, certificates, new Way());
        }
        if (asked.required()) {
            throw AwaitCertificateCheck.refusal(
                    ClientCertificateRefusal.MISSING, ProtocolVersion.TLS_1_2);
        }
        return new ExpectClientKeyExchange(context, ours, null);
    }

    /// With certificates or not at all.
    private final class Way implements AwaitCertificateCheck.Way {

        @Override
        public HandshakeState accepted(CheckedCertificates certificates) {
            return new ExpectClientKeyExchange(context, ours, certificates);
        }

        @Override
        public HandshakeState refused(ClientCertificateRefusal why) throws TlsException {
            throw AwaitCertificateCheck.refusal(why, ProtocolVersion.TLS_1_2);
        }

        @Override
        public void abandon() {
            // there are no secrets yet
        }
    }
}
