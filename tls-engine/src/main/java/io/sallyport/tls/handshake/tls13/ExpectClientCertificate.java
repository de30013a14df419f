package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.event.HandshakePhase;
import io.sallyport.tls.handshake.AwaitCertificateCheck;
import io.sallyport.tls.handshake.AwaitedMessage;
import io.sallyport.tls.handshake.CheckedCertificates;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.message.CertificateEntry;
import io.sallyport.tls.message.CertificateMessage;
import io.sallyport.tls.message.HandshakeMessage;
import java.util.List;

/// Our flight is sent, and the client was asked for a certificate: it has to answer, if only that it has none
/// (RFC 9846, section 4.5.1).
public final class ExpectClientCertificate implements AwaitedMessage {
    private final Tls13Context context;
    private final ApplicationSecrets application;
    private final ClientCertificateRequest request;

    ExpectClientCertificate(
            Tls13Context context,
            ApplicationSecrets application,
            ClientCertificateRequest request) {
        this.context = context;
        this.application = application;
        this.request = request;
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
        List<CertificateEntry> entries =
                CertificateMessage.read(message, request.authentication().statusRequested());
        context.transcript().add(message);
        if (!entries.isEmpty()) {
            return AwaitCertificateCheck.ofEntries(ProtocolVersion.TLS_1_3, entries, new Way());
        }
        if (request.authentication().required()) {
            throw AwaitCertificateCheck.refusal(
                    ClientCertificateRefusal.MISSING, ProtocolVersion.TLS_1_3);
        }
        return context.expectFinishedBeforeTickets(application);
    }

    @Override
    public void abandon() {
        context.secrets().handshake().close();
        application.close();
    }

    /// With certificates or not at all.
    private final class Way implements AwaitCertificateCheck.Way {

        @Override
        public HandshakeState accepted(CheckedCertificates certificates) {
            return new ExpectClientCertificateVerify(
                    context, application, certificates, request.proofs());
        }

        @Override
        public HandshakeState refused(ClientCertificateRefusal why) throws TlsException {
            throw AwaitCertificateCheck.refusal(why, ProtocolVersion.TLS_1_3);
        }

        @Override
        public void abandon() {
            ExpectClientCertificate.this.abandon();
        }
    }
}
